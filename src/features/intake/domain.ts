export { delicateIn, identifyingIn, isCalledSo, isException, calledAlike, isListable, mayIdentify, obstaclesIn } from './domain/agreement.ts';
export { clockState, deadlineOf, termOf, urgencyOf } from './domain/clock.ts';
export { LARGEST_FILE, MOST_BYTES, MOST_FILES } from './domain/files.ts';
export { settledAt } from './domain/letters.ts';
export { contactMachine, inboundMachine, isUndecided, meetingMachine, movesOfTeam, nextFor, stepsOfContact } from './domain/machine.ts';
export { inOneList } from './domain/order.ts';
export { markOf, PATTERN_AT_LEAST, PATTERN_WITHIN_DAYS } from './domain/pattern.ts';
export { PROOF_BITS, provenOf, receiptFrom, receiptRead, showsWork } from './domain/public.ts';
