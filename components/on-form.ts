import type { FormEvent } from 'react';

/** A form's `onSubmit`: gives what was typed by the name of the field; nothing is an empty text. */
export function onForm(submit: (text: (name: string) => string) => void) {
  return (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    submit((name) => String(form.get(name) ?? ''));
  };
}
