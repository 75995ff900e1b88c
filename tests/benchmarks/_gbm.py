import sys; sys.path.append("/work/venvs/engine-peers/lib/python3.11/site-packages")
import numpy as np, time, warnings
warnings.filterwarnings("ignore")
from tests.benchmarks.peer_sets import *
from core.forecasting.boosting_features import *
from core.forecasting.season import fit_profile
from core.forecasting.history import observed_units
from core.forecasting.forecast import LEVELS
from core.forecasting.quantiles import interpolated_quantiles
from core.evaluation import metrics
import lightgbm
HEADS=np.array([.05,.15,.3,.5,.7,.85,.95])
def data(past, horizon, most=100_000, seed=1):
    u=observed_units(past); n,t=u.shape
    m=past.frequency.season_length
    day=float(past.start.astype("datetime64[D]").astype(int))
    H=history_of(u,m,day,past.frequency.days,fit_profile(u,m))
    rng=np.random.default_rng(seed)
    first=max(1,min(t//4, m))
    pairs=[(i,c) for c in range(first,t) for i in np.flatnonzero(H.launch<c)] if n*t<400000 else None
    if pairs is None:
        c=rng.integers(first,t,600000); i=rng.integers(0,n,600000); ok=H.launch[i]<c; rows,cut=i[ok],c[ok]
    else: rows,cut=np.array(pairs).T
    reps=max(1,min(horizon, most//max(len(rows),1)))
    rows=np.repeat(rows,reps); cut=np.repeat(cut,reps)
    steps=rng.integers(0,horizon,len(rows)); ok=cut+steps<t
    rows,cut,steps=rows[ok],cut[ok],steps[ok]
    y=u[rows,cut+steps]; ok=np.isfinite(y); rows,cut,steps,y=rows[ok],cut[ok],steps[ok],y[ok]
    if len(rows)>most:
        k=rng.choice(len(rows),most,replace=False); rows,cut,steps,y=rows[k],cut[k],steps[k],y[k]
    x,s=features(H,rows,cut,steps)
    return H,x,y/s,s
def run(name, most=100_000, rounds=100, leaves=15, lr=.08, minleaf=40):
    for w in SETS:
        if name not in w.name: continue
        for tr in trials(w):
            past=tr.past; n=len(past); h=w.horizon
            b=time.process_time()
            H,x,y,s=data(past,h,most); x=np.nan_to_num(x,nan=-1.0); k1=time.process_time()
            rows=np.repeat(np.arange(n),h); steps=np.tile(np.arange(h),n)
            X,S=features(H,rows,np.full(n*h,past.length),steps)
            X=np.nan_to_num(X,nan=-1.0); P=dict(verbosity=-1,num_leaves=leaves,learning_rate=lr,min_data_in_leaf=minleaf,feature_fraction=.7,bagging_fraction=.7,bagging_freq=1,seed=1,num_threads=1,deterministic=True,force_row_wise=True)
            ds=lightgbm.Dataset(x,np.minimum(y,20),free_raw_data=False)
            from sklearn.ensemble import HistGradientBoostingRegressor as HG
            hg=lambda o: HG(max_iter=rounds,max_leaf_nodes=leaves,learning_rate=lr,min_samples_leaf=minleaf,max_features=.7,random_state=1,early_stopping=False,**({"loss":"poisson"} if o["objective"]=="tweedie" else {"loss":"quantile","quantile":o["alpha"]})).fit(x,np.minimum(y,20)).predict(X).reshape(n,h)*S.reshape(n,h)
            fit=hg if SK else lambda o: lightgbm.train(P|o,ds,num_boost_round=rounds).predict(X).reshape(n,h)*S.reshape(n,h)
            mean=fit(dict(objective="tweedie",tweedie_variance_power=1.3)); k2=time.process_time()
            q=np.stack([fit(dict(objective="quantile",alpha=a)) for a in HEADS]); q=np.sort(q,axis=0); k3=time.process_time()
            full=interpolated_quantiles(HEADS,np.moveaxis(q,0,-1),500)
            whole=np.all(~np.isfinite(past.units)|(past.units==np.round(past.units)),axis=1)
            out={}
            for lab,F in (("raw",full),("round",np.where(whole[:,None,None],np.round(full),full))):
                Q=np.quantile(F,LEVELS,axis=2); sc=metrics.absolute_scale(past.units)
                out[lab]=(np.nanmean(metrics.scaled_pinball(tr.actual,Q,LEVELS,sc)), np.nansum(np.abs(tr.actual-F.mean(2)))/np.nansum(tr.actual), np.nanmean((tr.actual>=Q[2])&(tr.actual<=Q[10])))
            w1=np.nansum(np.abs(tr.actual-mean))/np.nansum(tr.actual)
            print(w.name,len(x),"data %.1f mean %.1f q %.1f"%(k1-b,k2-k1,k3-k2),"WAPE tweedie %.3f"%w1,{k:tuple(np.round(v,4)) for k,v in out.items()},flush=True)
            for p in () or ("no","IMAPA","CrostonSBA","AutoTheta"):
                a=PE.answer(p,w,tr)
                if a is None: continue
                sc=metrics.absolute_scale(past.units)
                print("   ",p,round(np.nanmean(metrics.scaled_pinball(tr.actual,a.quantiles,LEVELS,sc)),4),round(np.nansum(np.abs(tr.actual-a.mean))/np.nansum(tr.actual),3),round(a.seconds,1))
from pathlib import Path
from tests.benchmarks.peer_answers import Peers
PE=Peers("",Path("/work/engine/peers"))
if __name__=="__main__":
    for SK in (1,):
        HEADS=np.array([.1,.3,.5,.7,.9])
        for nm in sys.argv[1:]: run(nm,most=60000,rounds=60,lr=.12)
