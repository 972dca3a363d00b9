import { useCallback, useEffect, useRef, useState } from 'react';
import { v7 as newId } from 'uuid';
import type { ToldOf } from '../../../kernel/offline/ui/filesHere.ts';
import { hold, isRecordedNow } from '../../../kernel/offline/ui/leftHere.ts';
import { filesHere } from '../../../kernel/offline/ui/theQueue.ts';
import type { FileToSend } from '../../../kernel/offline/waiting.ts';
import { LONGEST_RECORDING } from '../contract.ts';

/** What is noted about a recording that waits on the device. */
interface Noted extends ToldOf {
  readonly type: string;
  readonly seconds: number;
}

/** A voice that was recorded and not yet given with an answer: it lies on the device, sealed. */
export interface Recorded extends Noted {
  readonly file: FileToSend;
  readonly isKept: boolean;
  /** It was here already when the form opened. */
  readonly isFound: boolean;
}

export type RecorderState = 'idle' | 'recording' | 'paused' | 'denied';

export interface Recorder {
  readonly state: RecorderState;
  /** How long it has recorded, in whole seconds. */
  readonly seconds: number;
  readonly recorded: Recorded | null;
  start(): void;
  pause(): void;
  resume(): void;
  stop(): void;
  /** @returns how to change one's mind */
  discard(): () => void;
  /** What was cut short is the person's answer all the same. */
  keep(): void;
  /** The recording as it lies here, to be listened to. */
  sound(): Promise<Blob | undefined>;
  /** The queue has it: nothing waits here any longer. */
  handedOver(): Promise<void>;
}

/** Opus in WebM where the browser writes it, AAC in MP4 otherwise: both are voices alone. */
const kinds = ['audio/webm;codecs=opus', 'audio/mp4'] as const;
/** Enough for a voice, in bits a second: two minutes are half a megabyte. */
const BITS = 32_000;

/** So often what was recorded goes to the device, sealed, while it still runs. Milliseconds. */
const PART = 2_000;
/** What lies on the device at a place: a whole recording, or what was recorded of one before its page went. */
async function foundAt(place: string): Promise<Recorded | undefined> {
  const files = await filesHere();
  const [whole] = (await files.chosen<Noted>(place)).toReversed();
  if (whole) {
    await files.dropParts(place, whole.file.id);
    return { ...whole.about, file: whole.file, isKept: true, isFound: true };
  }
  const cut = await isRecordedNow(place) ? undefined : await files.unfinished<Noted>(place);
  if (!cut) return undefined;
  const about: Noted = { ...cut.about, isInterrupted: true };
  const { file, isKept } = await files.choose(place, cut.id, new Blob([...cut.parts], { type: about.type }), about);
  // Where the device has no room for the whole, its parts stay what there is.
  if (isKept) await files.dropParts(place, cut.id);
  return { ...about, file, isKept, isFound: true };
}

/** A recording of a case, for one of its answers or one that is being asked for, waits at a place of its own on the device until it is given. */
export function useRecorder(caseId: string, of: string): Recorder {
  const place = `consents/${caseId}/${of}`;
  const href = `/cases/${caseId}?tab=consents&voice=${of}`;
  const [state, setState] = useState<RecorderState>('idle');
  const [seconds, setSeconds] = useState(0);
  const [recorded, setRecorded] = useState<Recorded | null>(null);
  const media = useRef<MediaRecorder | null>(null);
  const length = useRef(0);

  useEffect(() => {
    let isCurrent = true;
    const leave = hold('attended', place);
    // A device that keeps nothing has nothing waiting.
    foundAt(place).then((found) => { if (isCurrent && found) setRecorded((before) => before ?? found); }, () => undefined);
    return () => {
      isCurrent = false;
      leave();
    };
  }, [place]);

  // The microphone is let go of with the form; a page that goes into the background may never come back, and hands over what it holds.
  useEffect(() => {
    const handOver = (): void => { if (document.visibilityState === 'hidden' && media.current && media.current.state !== 'inactive') media.current.requestData(); };
    document.addEventListener('visibilitychange', handOver);
    return () => {
      document.removeEventListener('visibilitychange', handOver);
      for (const track of media.current?.stream.getTracks() ?? []) track.stop();
    };
  }, []);

  useEffect(() => {
    if (state !== 'recording') return undefined;
    const ticking = setInterval(() => {
      length.current += 1;
      setSeconds(length.current);
      if (length.current >= LONGEST_RECORDING && media.current?.state === 'recording') media.current.stop();
    }, 1_000);
    return () => clearInterval(ticking);
  }, [state]);

  const keep = useCallback(async (id: string, blob: Blob): Promise<void> => {
    const noted: Noted = { type: typeOf(blob.type), seconds: length.current, href };
    const files = await filesHere();
    const { file, isKept } = await files.choose(place, id, blob, noted);
    if (isKept) await files.dropParts(place, id);
    setRecorded({ ...noted, file, isKept, isFound: false });
    setState('idle');
  }, [place, href]);

  const begin = async (): Promise<void> => {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    const mimeType = kinds.find((kind) => MediaRecorder.isTypeSupported(kind));
    const recorder = new MediaRecorder(stream, { ...(mimeType ? { mimeType } : {}), audioBitsPerSecond: BITS });
    const [id, files, free] = [newId(), await filesHere(), hold('recording', place)];
    const parts: Blob[] = [];
    let writing: Promise<unknown> = Promise.resolve();
    recorder.addEventListener('dataavailable', ({ data }) => {
      if (data.size === 0) return;
      const number = parts.push(data) - 1;
      const noted: Noted = { type: typeOf(recorder.mimeType), seconds: length.current, href };
      // Where the device has no room, the page holds it all the same.
      writing = writing.then(() => files.addPart(place, id, number, data, noted)).catch(() => undefined);
    });
    recorder.addEventListener('stop', () => {
      for (const track of stream.getTracks()) track.stop();
      void writing.then(() => keep(id, new Blob(parts, { type: recorder.mimeType }))).catch(() => setState('denied')).finally(free);
    });
    media.current = recorder;
    length.current = 0;
    setSeconds(0);
    recorder.start(PART);
    setState('recording');
  };

  const noteAnew = (one: Recorded): void => {
    const { file, type, seconds: long, isInterrupted = false } = one;
    setRecorded(one);
    void filesHere().then((files) => files.note(place, file, { type, seconds: long, isInterrupted, href } satisfies Noted)).catch(() => undefined);
  };

  return {
    state,
    seconds,
    recorded,
    start: () => void begin().catch(() => setState('denied')),
    pause() {
      media.current?.requestData();
      media.current?.pause();
      setState('paused');
    },
    resume() {
      media.current?.resume();
      setState('recording');
    },
    stop: () => media.current?.stop(),
    keep() {
      if (recorded) noteAnew({ ...recorded, isInterrupted: false });
    },
    discard() {
      const gone = recorded;
      setRecorded(null);
      if (!gone) return () => undefined;
      // Its pieces stay a little: nobody names them any more, and they go at the next start.
      void letGo(place, gone.file.id).catch(() => undefined);
      return () => noteAnew(gone);
    },
    sound: async () => (recorded ? (await filesHere()).whole(recorded.file, recorded.type) : undefined),
    handedOver: async () => {
      if (recorded) await letGo(place, recorded.file.id);
    },
  };
}

const typeOf = (mimeType: string): string => mimeType.split(';')[0] ?? '';

/** Nothing of it waits at its place any more. */
async function letGo(place: string, id: string): Promise<void> {
  const files = await filesHere();
  await files.handOver(place, [id]);
  await files.dropParts(place, id);
}
