import { useCallback, useEffect, useRef, useState } from 'react';
import { v7 as newId } from 'uuid';
import { filesHere } from '../../../kernel/offline/ui/theQueue.ts';
import type { FileToSend } from '../../../kernel/offline/waiting.ts';
import { LONGEST_RECORDING } from '../contract.ts';

/** What is noted about a recording that waits on the device. */
interface Noted {
  readonly type: string;
  readonly seconds: number;
}

/** A voice that was recorded and not yet given with an answer: it lies on the device, sealed. */
export interface Recorded {
  readonly file: FileToSend;
  readonly seconds: number;
  readonly type: string;
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
  /** The recording as it lies here, to be listened to. */
  sound(): Promise<Blob | undefined>;
  /** The queue has it: nothing waits here any longer. */
  handedOver(): Promise<void>;
}

/** Opus in WebM where the browser writes it, AAC in MP4 otherwise: both are voices alone. */
const kinds = ['audio/webm;codecs=opus', 'audio/mp4'] as const;
/** Enough for a voice, in bits a second: two minutes are half a megabyte. */
const BITS = 32_000;

/** @param place where what was recorded waits on the device until it is given with an answer */
export function useRecorder(place: string): Recorder {
  const [state, setState] = useState<RecorderState>('idle');
  const [seconds, setSeconds] = useState(0);
  const [recorded, setRecorded] = useState<Recorded | null>(null);
  const media = useRef<MediaRecorder | null>(null);
  const length = useRef(0);

  useEffect(() => {
    let isCurrent = true;
    const look = async (): Promise<void> => {
      const [found] = (await (await filesHere()).chosen<Noted>(place)).toReversed();
      if (isCurrent && found) setRecorded((before) => before ?? { file: found.file, ...found.about, isKept: true, isFound: true });
    };
    // A device that keeps nothing has nothing waiting.
    look().catch(() => undefined);
    return () => {
      isCurrent = false;
    };
  }, [place]);

  // The microphone is let go of with the form.
  useEffect(() => () => {
    for (const track of media.current?.stream.getTracks() ?? []) track.stop();
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

  const keep = useCallback(async (blob: Blob): Promise<void> => {
    const id = newId();
    const type = blob.type.split(';')[0] ?? '';
    const files = await filesHere();
    const { file, isKept } = await files.choose(place, id, blob, { type, seconds: length.current } satisfies Noted);
    setRecorded({ file, seconds: length.current, type, isKept, isFound: false });
    setState('idle');
  }, [place]);

  const begin = async (): Promise<void> => {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    const mimeType = kinds.find((kind) => MediaRecorder.isTypeSupported(kind));
    const recorder = new MediaRecorder(stream, { ...(mimeType ? { mimeType } : {}), audioBitsPerSecond: BITS });
    const parts: Blob[] = [];
    recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
    recorder.addEventListener('stop', () => {
      for (const track of stream.getTracks()) track.stop();
      void keep(new Blob(parts, { type: recorder.mimeType })).catch(() => setState('denied'));
    });
    media.current = recorder;
    length.current = 0;
    setSeconds(0);
    recorder.start();
    setState('recording');
  };

  return {
    state,
    seconds,
    recorded,
    start: () => void begin().catch(() => setState('denied')),
    pause() {
      media.current?.pause();
      setState('paused');
    },
    resume() {
      media.current?.resume();
      setState('recording');
    },
    stop: () => media.current?.stop(),
    discard() {
      const gone = recorded;
      setRecorded(null);
      if (!gone) return () => undefined;
      // Its pieces stay a little: nobody names them any more, and they go at the next start.
      void filesHere().then((files) => files.handOver(place, [gone.file.id])).catch(() => undefined);
      return () => {
        setRecorded(gone);
        void filesHere().then((files) => files.note(place, gone.file, { type: gone.type, seconds: gone.seconds } satisfies Noted)).catch(() => undefined);
      };
    },
    sound: async () => (recorded ? (await filesHere()).whole(recorded.file, recorded.type) : undefined),
    handedOver: async () => {
      if (recorded) await (await filesHere()).handOver(place, [recorded.file.id]);
    },
  };
}
