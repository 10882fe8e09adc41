/**
 * What people say for a word of the table. Nothing here is accepted as it is: it helps to answer a line that cannot be read
 * with the command that was meant.
 */
const rows = `
create     make new add mk touch define build mkdir insert start
delete     remove rm drop del destroy erase purge truncate rmdir
set        config configure alter change update modify settings put
produce    send publish write emit push put pub post insert producer append add
consume    read receive subscribe tail get fetch sub listen cat consumer select
poll       fetch pull read consume get receive
process    handle work do apply
commit     ack save store
begin      start open
abort      rollback cancel
seek       rewind move jump reset skip
start      restart boot launch run up begin reboot revive
stop       shutdown halt quit down end exit
kill       crash terminate die abort destroy pkill killall shoot
unplug     poweroff power blackout
pause      freeze suspend hang sleep block stop gc
resume     unpause continue unfreeze wake thaw
cut        disconnect partition isolate sever block unlink separate split unplug
slow       lag latency throttle slowdown delay
heal       fix repair restore reconnect mend uncut recover unslow
drop       lose discard ignore swallow cut loose block intercept kill
delay      postpone slow lag
repeat     duplicate resend replay double copy
fail       error reject refuse
hold       keep block intercept catch stop
release    free unhold let
damage     corrupt break flip fill destroy
skew       shift clock drift
elect      promote
wait       sleep pause advance
step       tick forward
goto       go jump seek back rewind travel cd
undo       back revert z ctrl-z
reset      clear restart cls reboot
again      rerun repeat replay redo retry
show       list ls describe display print cat get view see info status look dump inspect what head less ll dir
why        explain reason because
expect     assert check verify should ensure test must
verdict    judge
trial      search fuzz try
help       ? man usage --help -h h commands
hint       tip clue
next       first one continue
link       share url permalink
save       export store
run        load exec execute play source open
topic      topics
topics     topic
partition  partitions
producer   publisher producers writer sender
consumer   subscriber consumers reader receiver
cluster    brokers nodes kafka status state everything all broker
log        records messages data contents events partition logs
bytes      hex hexdump raw batch
index      indexes indices
files      disk dir segments folder directory
settings   config configuration configs properties setting options
ledger     accounts
history    commands
groups     group
group      groups
transaction  tx txn transactions
transactions  tx txn transaction
records    messages events
offsets    offset
holds      contains has includes contain hold have with includes
quiet      idle settled calm done finished silence
until      till for
from       off and between with
to         until before at into
by         for with
of         for in from on
on         at in of
as         by with using from
in         on of for
is         are equals being
is=        =
request    requests req
got        received gets get saw
high-watermark  hw highwatermark hwm
last-stable-offset  lso
end        leo log-end-offset
`;

const table: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  rows
    .trim()
    .split('\n')
    .map((row) => row.split(/\s+/))
    .map(([word, ...others]) => [word!, new Set(others)]),
);

/** Whether somebody who says `said` may mean the table's `word`. */
export function mayMean(said: string, word: string): boolean {
  return table.get(word)?.has(said) ?? false;
}

/** Words that carry nothing: leaving them out changes no meaning. */
export const fillers: ReadonlySet<string> = new Set(
  (
    'the a an my some please just now kafka to into in on with of for from by at and then name named called new ' +
    'message messages record records value event topic partition partitions broker node client producer consumer ' +
    'all again it its is be this that one me let us where * -f -rf -9 -l -la sudo = : -> => > | && values select insert ' +
    'transaction command clock disk api next time second seconds user offset'
  ).split(' '),
);

/** What an option is called elsewhere, by the name that it has here. */
export const optionSynonyms: Readonly<Record<string, readonly string[]>> = {
  partitions: ['partition', 'numpartitions', 'numberofpartitions', 'p', 'parts', 'shards'],
  replicas: ['replicationfactor', 'replication', 'rf', 'replica', 'copies', 'factor'],
  brokers: ['nodes', 'broker', 'servers', 'size', 'n'],
  topics: ['topic', 't'],
  group: ['groupid', 'consumergroup', 'g'],
  count: ['times', 'n', 'number', 'repeat', 'amount', 'c'],
  rate: ['throughput', 'speed', 'persecond'],
  key: ['k'],
  max: ['limit', 'count', 'n', 'maxrecords', 'maxpollrecords', 'maxmessages'],
  from: ['offset', 'start', 'startingoffset', 'since'],
  within: ['timeout', 'for', 'max', 'timeoutms'],
  seed: ['random', 'randomseed'],
  runs: ['n', 'count', 'times'],
  jitter: ['variance'],
  loop: ['mode', 'semantics'],
  partition: ['p'],
};

/** What a slot's value is called by those who name everything. */
export const slotNames: Readonly<Record<string, readonly string[]>> = {
  TOPIC: ['topic', 'name', 't', 'topicname'],
  PLACE: ['topic', 'partition', 't', 'name', 'from', 'to', 'into'],
  VALUE: ['value', 'message', 'msg', 'record', 'text', 'm', 'data', 'payload', 'body', 'v'],
  PARTITION: ['partition', 'topicpartition', 'tp', 'p'],
  NODE: ['node', 'broker', 'client', 'name', 'id', 'brokerid'],
  BROKER: ['broker', 'node', 'id', 'brokerid'],
  CLIENT: ['client', 'as', 'name'],
  PRODUCER: ['producer', 'client', 'as', 'clientid'],
  CONSUMER: ['consumer', 'client', 'as', 'clientid'],
  NEW: ['name', 'id', 'clientid'],
  NAME: ['name', 'topic', 'broker', 'entityname', 'of'],
  TIME: ['time', 'for', 'by', 'duration', 'delay', 'ms', 'timems', 'durationms', 'at', 'to'],
  POSITION: ['to', 'offset', 'position', 'from', 'at'],
  OFFSET: ['offset', 'to', 'before'],
  COUNT: ['count', 'n', 'times'],
  NUMBER: ['command', 'number', 'n'],
  API: ['api'],
  ERROR: ['error', 'with', 'code'],
  SENDER: ['from', 'sender'],
  RECEIVER: ['to', 'receiver'],
  PEER: ['from', 'to', 'peer'],
  SHIFT: ['by', 'offset'],
};
