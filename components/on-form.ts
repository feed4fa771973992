import type { FormEvent } from 'react';

/** A form's `onSubmit` that passes a reader of field values. A missing field reads as an empty string. */
export function onForm(submit: (text: (name: string) => string) => void) {
  return (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    submit((name) => String(form.get(name) ?? ''));
  };
}
