'use client';

import { Dices } from 'lucide-react';
import { Button } from '../ui/button';
import { Input } from '../ui/field';
import { newPassword } from './new-password';

/** Input for somebody else's password: visible, and generated on request. */
export function NewPasswordInput({
  name,
  value,
  onChange,
  generateLabel,
}: {
  name?: string;
  value: string;
  onChange: (password: string) => void;
  generateLabel: string;
}) {
  return (
    <div className="flex gap-2">
      <Input
        name={name}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        autoComplete="new-password"
        spellCheck={false}
        className="font-mono"
        required
      />
      <Button onClick={() => onChange(newPassword())}>
        <Dices aria-hidden />
        {generateLabel}
      </Button>
    </div>
  );
}
