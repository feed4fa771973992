'use client';

import { useRouter } from 'next/navigation';
import type { Answer } from './list/use-ask';
import { toast } from './ui/toast';
import { useAction } from './use-action';

/** An action that changes what the page shows: says that it is done, and reads the page again. */
export function useChange<Input, Data>(
  act: (input: Input) => Promise<Answer<Data>>,
  {
    fields,
    onDone,
    done,
  }: {
    fields?: readonly string[];
    /** Before it is said. */
    onDone?: (data: Data, input: Input) => void;
    /** What is said when it is done. */
    done: (data: Data, input: Input) => string;
  },
) {
  const router = useRouter();
  return useAction(act, {
    fields,
    onDone: (data, input) => {
      onDone?.(data, input);
      toast.success(done(data, input));
      router.refresh();
    },
  });
}
