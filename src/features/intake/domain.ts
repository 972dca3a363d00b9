export { delicateIn, identifyingIn, isCalledSo, isException, calledAlike, isListable, mayIdentify, obstaclesIn } from './domain/agreement.ts';
export { clockState, deadlineOf, termOf, urgencyOf } from './domain/clock.ts';
export { contactMachine, inboundMachine, isUndecided, movesOfTeam, nextFor, stepsOfContact } from './domain/machine.ts';
export { markOf, PATTERN_AT_LEAST, PATTERN_WITHIN_DAYS } from './domain/pattern.ts';
