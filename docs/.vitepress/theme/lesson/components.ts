/** What a lesson's Markdown may use besides Run, in one piece that is loaded where it is needed. */
export { default as Experiment } from './Experiment.vue';
export { default as Operations } from './operations/Operations.vue';
export { default as Picture } from './Picture.vue';
export { default as Predict } from './Predict.vue';
export { default as Question } from './Question.vue';
export { default as Region } from './Region.vue';
export { default as SideRoom } from './SideRoom.vue';
export { default as Transcript } from './Transcript.vue';
