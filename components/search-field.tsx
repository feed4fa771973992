'use client';

import { Search } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Input } from '@/components/ui/field';
import { Kbd } from '@/components/ui/kbd';
import { useTypedText } from './use-typed-text';

/** The search field of a list. "/" focuses it, Escape clears it, and its text follows the URL. */
export function SearchField({
  value,
  onChange,
  label,
  placeholder,
}: {
  value: string;
  onChange: (value: string) => void;
  label: string;
  placeholder: string;
}) {
  const [text, setText] = useTypedText(value, onChange);
  const field = useRef<HTMLInputElement>(null);

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const into = event.target instanceof Element ? event.target : null;
      if (event.key !== '/' || event.ctrlKey || event.metaKey || into?.closest('input, textarea, [contenteditable]'))
        return;
      event.preventDefault();
      field.current?.focus();
      field.current?.select();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);

  return (
    <div className="relative w-full sm:w-72">
      <Search
        size={15}
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-ink-3"
      />
      <Input
        ref={field}
        type="search"
        value={text}
        maxLength={200}
        aria-label={label}
        placeholder={placeholder}
        className="pl-8 [&::-webkit-search-cancel-button]:hidden"
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          setText('');
          field.current?.blur();
        }}
      />
      {text === '' && (
        <span className="pointer-events-none absolute top-1/2 right-1.5 -translate-y-1/2 max-sm:hidden">
          <Kbd>/</Kbd>
        </span>
      )}
    </div>
  );
}
