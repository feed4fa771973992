'use client';

import type { FormEvent, ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { useReady } from '@/components/use-ready';

/** The form of a page before sign-in. */
export function AuthForm({
  onSubmit,
  pending,
  submitLabel,
  children,
}: {
  onSubmit: (event: FormEvent<HTMLFormElement>) => void;
  pending: boolean;
  submitLabel: string;
  children: ReactNode;
}) {
  const ready = useReady();
  return (
    <form
      method="post"
      onSubmit={onSubmit}
      noValidate
      className="flex flex-col gap-4 rounded-lg border border-line bg-surface p-5"
    >
      {children}
      <Button type="submit" variant="primary" pending={pending} disabled={!ready} className="h-9 max-sm:h-11">
        {submitLabel}
      </Button>
    </form>
  );
}
