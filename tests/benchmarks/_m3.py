import numpy as np, time, sys
from tests.benchmarks.peer_sets import *
from core.evaluation import metrics
from core.progress import Progress
from core.compute import Compute
from core.forecasting.catalogue import forecaster
def smape(a,f): return np.nanmean(200*np.abs(a-f)/(np.abs(a)+np.abs(f)))
def run(ms, sets=("M3 monthly","M4 weekly")):
    for s in SETS:
        if s.name not in sets: continue
        t=trials(s,items=0)[0]
        m=t.past.frequency.season_length
        scale=metrics.absolute_scale(t.past.units, m if m==12 else 1)
        for f in ms:
            b=time.process_time()
            fit=f.fit(t.past,Progress()); k=time.process_time(); fc=fit.forecast(t.past,s.horizon,200,1)
            if hasattr(fit,"means"): p=fit.means(t.past,s.horizon).ahead
            else: p=fc.mean()
            med=fc.quantile(.5); mean=fc.mean()
            print(s.name,f.name,"sMAPE mean %.3f med %.3f"%(smape(t.actual,p),smape(t.actual,med)),"MASE %.3f %.3f"%(np.nanmean(metrics.mase(t.actual,p,scale)),np.nanmean(metrics.mase(t.actual,med,scale))),"fit %.1f all %.1f"%(k-b,time.process_time()-b),flush=True)
if __name__=="__main__":
    from core.forecasting.theta import Theta
    from core.forecasting.ets import AutoETS
    run([AutoETS()])
