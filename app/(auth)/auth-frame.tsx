'use client';

import type { ReactNode } from 'react';
import { LanguageMenu, ThemeMenu } from '@/components/shell/choices';
import { Logo } from '@/components/shell/logo';

/** The frame of the pages before sign-in: sign in, accept an invitation, reset a password. */
export function AuthFrame({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex items-center justify-end gap-1 p-3">
        <LanguageMenu />
        <ThemeMenu />
      </header>
      <main className="flex flex-1 flex-col items-center px-5 pt-[8vh] pb-12">
        <div className="w-full max-w-[22rem]">
          <div className="mb-6 flex items-center gap-3">
            <Logo className="size-9 shrink-0" />
            <div className="min-w-0">
              <h1 className="font-semibold text-xl tracking-tight">{title}</h1>
              <p className="break-words text-ink-3 text-sm">{text}</p>
            </div>
          </div>
          {children}
        </div>
      </main>
    </div>
  );
}
