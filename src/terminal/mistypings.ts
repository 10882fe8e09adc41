import type { KnownNames } from './grammar/index.ts';

/** The cluster at which the lines below are typed. */
export const namesThere: KnownNames = {
  brokers: ['broker-1', 'broker-2', 'broker-3'],
  producers: ['teller', 'mover'],
  consumers: ['clerk', 'bank'],
  topics: ['payments', 'orders'],
  partitions: ['payments-0', 'payments-1', 'orders-0'],
  groups: ['billing'],
  rules: ['truncation', 'sequences'],
  experiments: ['lost-acknowledgement', 'kip-101'],
  commands: 6,
};

/**
 * What people type, and the command that they meant. Each line is answered with that command: as what is run, where the
 * words are understood, else as what is suggested. The suggestions know nothing of this table.
 */
const rows = `
# spelling
craete topic payments                          => create topic payments
prod payments "hello"                          => produce payments "hello"
rel                                            => release
create tpoic payments                          => create topic payments
creat cluster brokers=1 seed=7                 => create cluster brokers=1 seed=7
create clsuter brokers=1                       => create cluster brokers=1
create prodcuer teller                         => create producer teller
crate consumer clerk topics=payments           => create consumer clerk topics=payments
prodcue payments "hello"                       => produce payments "hello"
prduce payments "hello" as teller              => produce payments "hello" as teller
produce paymnets "hello"                       => produce payments "hello"
produce payment "hello"                        => produce payments "hello"
cosume payments                                => consume payments
consume payments form=earliest                 => consume payments from=earliest
consume payments from=earlist                  => consume payments from=earliest
kil broker-1                                   => kill broker-1
klil broker-1                                  => kill broker-1
kill borker-1                                  => kill broker-1
unplugg broker-1                               => unplug broker-1
un plug broker-1                               => unplug broker-1
puase clerk for 60s                            => pause clerk for 60s
resmue clerk                                   => resume clerk
hael broker-1                                  => heal broker-1
drpo next produce response to teller           => drop next produce response to teller
drop next produce respone to teller            => drop next produce response to teller
drop nxt produce response to teller            => drop next produce response to teller
drop next prodcue response to teller           => drop next produce response to teller
drop next produce response to tellr            => drop next produce response to teller
dealy next fetch request from clerk by 5s      => delay next fetch request from clerk by 5s
repaet next produce request from teller        => repeat next produce request from teller
expct log of payments-0 holds "hello" 2 times  => expect log of payments-0 holds "hello" 2 times
expect log of payments-0 hold "hello" 2 times  => expect log of payments-0 holds "hello" 2 times
expect log of payments-0 holds "hello" 2 tmies => expect log of payments-0 holds "hello" 2 times
wiat 5s                                        => wait 5s
wait untill quiet                              => wait until quiet
wait until queit                               => wait until quiet
shwo cluster                                   => show cluster
show lgo of payments-0                         => show log of payments-0
show legder                                    => show ledger
shw topics                                     => show topics
agian set teller acks=all                      => again set teller acks=all
undoo                                          => undo
rest                                           => reset
hlep                                           => help
hlep create                                    => help create
verdit at-least-once                           => verdict at-least-once
verdict at-laest-once                          => verdict at-least-once
rule trunction old                             => rule truncation old
skwe broker-2 by -10s                          => skew broker-2 by -10s
relase                                         => release

# names
kill broker 1                                  => kill broker-1
kill broker1                                   => kill broker-1
kill broker_1                                  => kill broker-1
kill Broker-1                                  => kill broker-1
kill b1                                        => kill broker-1
kill 1                                         => kill broker-1
kill node 2                                    => kill broker-2
stop broker 2                                  => stop broker-2
start broker 2 disk=empty                      => start broker-2 disk=empty
start broker-1 advertised.listner=PLAINTEXT://broker-1:9092 => start broker-1 advertised.listeners=PLAINTEXT://broker-1:9092
start broker-1 advertized.listeners=PLAINTEXT://broker-1:9092 => start broker-1 advertised.listeners=PLAINTEXT://broker-1:9092
show log of payments 0                         => show log of payments-0
show log of payments:0                         => show log of payments-0
show log of payments/0                         => show log of payments-0
show log of payments[0]                        => show log of payments-0
show log of payments partition 1               => show log of payments-1
show bytes of payments-0:1                     => show bytes of payments-0@1
show bytes of payments-0 offset 1              => show bytes of payments-0@1
show bytes of payments-0 @ 1                   => show bytes of payments-0@1
damage payments-0/7 on broker-1                => damage payments-0@7 on broker-1
seek clerk payments to 0                       => seek clerk payments-0 to 0
seek clerk payments 0 to earliest              => seek clerk payments-0 to earliest
delete records payments to 5                   => delete records payments-0 to 5
goto 4                                         => goto #4
again without 4                                => again without #4
again without command 4                        => again without #4
cut broker 1 from broker 2                     => cut broker-1 from broker-2
cut broker-1 from everyone                     => cut broker-1 from all
show files of broker 1                         => show files of broker-1
show files broker-1                            => show files of broker-1
pause clrek for 60s                            => pause clerk for 60s
kill broker-l                                  => kill broker-1

# order
topic create payments                          => create topic payments
topics create payments                         => create topic payments
topic payments create                          => create topic payments
create payments topic                          => create topic payments
create teller producer                         => create producer teller
payments produce "hello"                       => produce payments "hello"
produce "hello" payments                       => produce payments "hello"
produce "hello" to payments                    => produce payments "hello"
produce hello to payments                      => produce payments "hello"
produce "hello" into payments as teller        => produce payments "hello" as teller
produce as teller payments "hello"             => produce payments "hello" as teller
teller produce payments "hello"                => produce payments "hello" as teller
broker-1 kill                                  => kill broker-1
drop produce next response to teller           => drop next produce response to teller
drop next response produce to teller           => drop next produce response to teller
drop next produce to teller response           => drop next produce response to teller
drop next to teller produce response           => drop next produce response to teller
delay next fetch request by 5s from broker-3   => delay next fetch request from broker-3 by 5s
seek payments-0 clerk to 0                     => seek clerk payments-0 to 0
seek clerk to 0 payments-0                     => seek clerk payments-0 to 0
expect payments-0 log holds "hello" 2 times    => expect log of payments-0 holds "hello" 2 times
expect log of payments-0 holds 2 times "hello" => expect log of payments-0 holds "hello" 2 times
expect 2 times "hello" in log of payments-0    => expect log of payments-0 holds "hello" 2 times
until quiet wait                               => wait until quiet
broker-1 show files                            => show files of broker-1
log payments-0 show                            => show log of payments-0
rule old truncation                            => rule truncation old
again teller set acks=all                      => again set teller acks=all

# words that are missing or too many
create payments                                => create topic payments
create topic called payments                   => create topic payments
create a topic payments                        => create topic payments
create topic payments with partitions=3        => create topic payments partitions=3
drop produce response to teller                => drop next produce response to teller
drop next produce response teller              => drop next produce response to teller
drop the next produce response to teller       => drop next produce response to teller
drop first produce response to teller          => drop next produce response to teller
drop ack to teller                             => drop next produce response to teller
drop next produce ack to teller                => drop next produce response to teller
drop next produce answer to teller             => drop next produce response to teller
slow broker-1 to broker-3 200ms                => slow broker-1 to broker-3 by 200ms
slow broker-1 broker-3 by 200ms                => slow broker-1 to broker-3 by 200ms
pause clerk 60s                                => pause clerk for 60s
pause clerk for 60 seconds                     => pause clerk for 60s
skew broker-2 -10s                             => skew broker-2 by -10s
cut broker-1 broker-2                          => cut broker-1 from broker-2
cut broker-1 and broker-2                      => cut broker-1 from broker-2
rule truncation                                => rule truncation old
expect "hello" 2 times                         => expect ledger holds "hello" 2 times
expect log payments-0 holds "hello" 2 times    => expect log of payments-0 holds "hello" 2 times
expect log of payments-0 holds "hello" twice   => expect log of payments-0 holds "hello" 2 times
expect log of payments-0 holds "hello" 2       => expect log of payments-0 holds "hello" 2 times
expect log of payments-0 contains "hello"      => expect log of payments-0 holds "hello"
expect leader payments-0 is broker-1           => expect leader of payments-0 is broker-1
expect end of payments-0 2                     => expect end of payments-0 is 2
wait quiet                                     => wait until quiet
wait until it is quiet                         => wait until quiet
wait for 5s                                    => wait 5s
show log payments-0                            => show log of payments-0
show the log of payments-0                     => show log of payments-0
show bytes payments-0@1                        => show bytes of payments-0@1
show settings teller                           => show settings of teller
why leader payments-0                          => why leader of payments-0
why is broker-1 leader of payments-0           => why leader of payments-0
why highwatermark of payments-0                => why high-watermark of payments-0
why high watermark of payments-0               => why high-watermark of payments-0
why high-watermark payments-0                  => why high-watermark of payments-0
why position clerk                             => why position of clerk
why acks of teller                             => why setting acks of teller
why mesage 17                                  => why message 17
why 4                                          => why #4
why lso of payments-0                          => why last-stable-offset of payments-0
seek clerk payments-0 earliest                 => seek clerk payments-0 to earliest
process the records as clerk                   => process as clerk
commit as clerk                                => commit offsets as clerk
begin transation as mover                      => begin transaction as mover
delete payments                                => delete topic payments

# options
create topic payments partition=1              => create topic payments partitions=1
create topic payments --partitions 1           => create topic payments partitions=1
create topic payments --partitions=1           => create topic payments partitions=1
create topic payments -p 3                     => create topic payments partitions=3
create topic payments partitions 3             => create topic payments partitions=3
create topic payments 3 partitions             => create topic payments partitions=3
create topic payments partitions = 3           => create topic payments partitions=3
create topic payments partitions: 3            => create topic payments partitions=3
create topic payments partitions:3             => create topic payments partitions=3
create topic payments replication-factor=3     => create topic payments replicas=3
create topic payments replicationFactor=3      => create topic payments replicas=3
create topic payments rf=3                     => create topic payments replicas=3
create topic --topic payments --partitions 1   => create topic payments partitions=1
create topic name=payments partitions=1        => create topic payments partitions=1
create cluster 3 brokers                       => create cluster brokers=3
create cluster broker=3                        => create cluster brokers=3
create cluster --brokers 3 --seed 7            => create cluster brokers=3 seed=7
create producer teller enableIdempotence=false => create producer teller enable.idempotence=false
create producer teller enable_idempotence=true => create producer teller enable.idempotence=true
create producer teller idempotence=false       => create producer teller enable.idempotence=false
create producer teller request.timeout=1000    => create producer teller request.timeout.ms=1000
create producer teller requestTimeoutMs=1000   => create producer teller request.timeout.ms=1000
create producer teller ack=all                 => create producer teller acks=all
create producer teller linger=5                => create producer teller linger.ms=5
create producer --name teller acks=all         => create producer teller acks=all
create consumer clerk groupId=billing          => create consumer clerk group=billing
create consumer clerk topic=payments           => create consumer clerk topics=payments
set payments retention=1000                    => set payments retention.ms=1000
set payments retention.ms 1000                 => set payments retention.ms=1000
set payments retentionMs=1000                  => set payments retention.ms=1000
set retention.ms=1000 on payments              => set payments retention.ms=1000
produce payments "hello" --key ada             => produce payments "hello" key=ada
produce payments "hello" -k ada                => produce payments "hello" key=ada
produce payments "hello" count 10              => produce payments "hello" count=10
produce payments "hello" rate=50               => produce payments "hello" rate=50/s
produce topic=payments value="hello"           => produce payments "hello"
produce --topic payments --message "hello"     => produce payments "hello"
consume payments --from-beginning              => consume payments from=earliest
consume payments from beginning                => consume payments from=earliest
poll clerk                                     => poll as clerk
poll 10 as clerk                               => poll as clerk max=10
damage broker-1 full                           => damage broker-1 disk=full
damage broker-1 disk full                      => damage broker-1 disk=full
damage next write of payments-0 torn           => damage next write of payments-0 how=torn
damage next write payments-0 how=lost          => damage next write of payments-0 how=lost
wait until quiet timeout=30s                   => wait until quiet within=30s

# times
wait 5                                         => wait 5s
wait 500                                       => wait 500ms
wait 5 s                                       => wait 5s
wait 5sec                                      => wait 5s
wait 2 minutes                                 => wait 2m
at 5 s kill broker-1                           => at 5s kill broker-1
at 5sec kill broker-1                          => at 5s kill broker-1
goto 31 ms                                     => goto 31ms
delay next fetch request from clerk by 5       => delay next fetch request from clerk by 5s

# quotes and capitals
produce payments hello world                   => produce payments "hello world"
produce payments 42 EUR to Ada                 => produce payments "42 EUR to Ada"
produce payments 42 EUR to Ada as teller       => produce payments "42 EUR to Ada" as teller
produce payments "42 EUR to Ada                => produce payments "42 EUR to Ada"
produce payments "42 EUR to Ada as teller      => produce payments "42 EUR to Ada" as teller
produce payments “42 EUR to Ada”               => produce payments "42 EUR to Ada"
CREATE TOPPIC payments                         => create topic payments
createTopic payments                           => create topic payments
create-topic payments                          => create topic payments
create_topic payments                          => create topic payments
fail next produce request with not_leader_or_follower => fail next produce request with NOT_LEADER_OR_FOLLOWER
fail next produce request with NotLeaderOrFollower    => fail next produce request with NOT_LEADER_OR_FOLLOWER
fail next produce with NOT_LEADER_OR_FOLLOWER         => fail next produce request with NOT_LEADER_OR_FOLLOWER

# other tools, shells and languages
ls                                             => show cluster
ls topics                                      => show topics
topic list                                     => show topics
list topics                                    => show topics
topics list                                    => show topics
describe topic payments                        => show topic payments
describe payments                              => show topic payments
cat payments                                   => consume payments
tail payments                                  => consume payments
rm payments                                    => delete topic payments
rm topic payments                              => delete topic payments
drop topic payments                            => delete topic payments
insert into payments values ("hello")          => produce payments "hello"
select * from payments                         => consume payments
send teller 42 EUR to Ada                      => produce payments "42 EUR to Ada" as teller
send 42 EUR to Ada                             => produce payments "42 EUR to Ada"
pay 42 EUR to Ada                              => produce payments "42 EUR to Ada"
send "hello" to payments                       => produce payments "hello"
publish hello payments                         => produce payments "hello"
write "hello" to payments                      => produce payments "hello"
read from payments                             => consume payments
subscribe payments                             => consume payments
kill -9 broker-1                               => kill broker-1
shutdown broker-1                              => stop broker-1
crash broker-1                                 => kill broker-1
restart broker-1                               => start broker-1
freeze clerk                                   => pause clerk
sleep 5s                                       => wait 5s
disconnect broker-1 from broker-2              => cut broker-1 from broker-2
partition broker-1 from broker-2               => cut broker-1 from broker-2
lose next produce response to teller           => drop next produce response to teller
assert log of payments-0 holds "hello"         => expect log of payments-0 holds "hello"
status                                         => show cluster
?                                              => help
man create                                     => help create
--help                                         => help
clear                                          => reset
history                                        => show history
restore broker-1                               => heal broker-1
explain payments-0@3                           => why payments-0@3
kafka-topic --create --topic payments          => create topic payments
kafka-topics --create payments                 => create topic payments
kafka topics --list                            => show topics
kafka-topics.sh --list                         => show topics
$ kafka-topics --list                          => show topics
kafka-console-producer.sh --topic payments hello => produce payments "hello"
echo hello | kafka-console-producer --topic payments => produce payments "hello"
kafka-console-consumer --topic payments --from-begining => consume payments from=earliest
`;

export interface Mistyping {
  readonly typed: string;
  readonly meant: string;
}

export const mistypings: readonly Mistyping[] = rows
  .split('\n')
  .filter((row) => row.includes(' => '))
  .map((row) => {
    const [typed, meant] = row.split(/\s+=> /) as [string, string];
    return { typed, meant };
  });
