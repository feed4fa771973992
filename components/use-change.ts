'use client';

import { useRouter } from 'next/navigation';
import type { Answer } from './list/use-ask';
import { toast } from './ui/toast';
import { useAction } from './use-action';

/** Runs an action that changes the page: shows a toast when it succeeded and refreshes the page. */
export function useChange<Input, Data>(
  act: (input: Input) => Promise<Answer<Data>>,
  {
    fields,
    onDone,
    done,
  }: {
    fields?: readonly string[];
    /** Called before the toast is shown. */
    onDone?: (data: Data, input: Input) => void;
    /** Text of the success toast. */
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
