import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';

/**
 * A form with one field in which somebody proves who they are: it has the focus from the start, and what was refused is marked, ready to be
 * typed anew.
 */
export function useOneAnswer<Reply>(send: (given: string) => Promise<Reply>, onDone: (reply: Reply) => void) {
  const [given, setGiven] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const { mutate, error, isPending } = useMutation({ mutationFn: () => send(given), onSuccess: onDone, onError: () => field.current?.select() });
  useEffect(() => field.current?.focus(), []);
  return {
    given, error, isPending,
    input: { value: given, onChange: setGiven, inputRef: field },
    form: {
      className: 'stack',
      onSubmit: (event: FormEvent<HTMLFormElement>) => {
        event.preventDefault();
        mutate();
      },
    },
  };
}
