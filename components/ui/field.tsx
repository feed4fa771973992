'use client';

import { Check, Minus } from 'lucide-react';
import { type ChangeEvent, type ComponentProps, createContext, type ReactNode, useContext, useId } from 'react';
import { cn } from './cn';

interface Wiring {
  id: string;
  describedBy: string | undefined;
  invalid: boolean;
}

const FieldContext = createContext<Wiring | null>(null);

/** Connects a control with its field's label, hint and error. */
export function useWiring(own: { id?: string; 'aria-describedby'?: string }) {
  const field = useContext(FieldContext);
  return {
    id: own.id ?? field?.id,
    'aria-describedby': own['aria-describedby'] ?? field?.describedBy,
    'aria-invalid': field?.invalid || undefined,
  };
}

export function Field({
  label,
  hint,
  error,
  className,
  children,
}: {
  label: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  const id = useId();
  const describedBy = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined;
  return (
    <FieldContext.Provider value={{ id, describedBy, invalid: Boolean(error) }}>
      <div className={cn('flex min-w-0 flex-col gap-1', className)}>
        <label htmlFor={id} className="font-medium text-ink text-sm">
          {label}
        </label>
        {children}
        {hint ? (
          <p id={`${id}-hint`} className="text-ink-3 text-xs">
            {hint}
          </p>
        ) : null}
        {error ? (
          <p id={`${id}-error`} role="alert" className="text-bad text-xs">
            {error}
          </p>
        ) : null}
      </div>
    </FieldContext.Provider>
  );
}

export const control =
  'w-full min-w-0 rounded-md border border-line-strong bg-surface px-2.5 text-ink text-sm transition-colors ' +
  'hover:border-ink-3 focus-visible:border-accent focus-visible:outline-offset-0 ' +
  'disabled:cursor-not-allowed disabled:bg-sunken disabled:text-ink-3 aria-invalid:border-bad';

export function Input({ className, ...props }: ComponentProps<'input'>) {
  return (
    <input {...props} {...useWiring(props)} className={cn(control, 'h-8 max-sm:h-10 max-sm:text-lg', className)} />
  );
}

export function Textarea({ className, ...props }: ComponentProps<'textarea'>) {
  return <textarea {...props} {...useWiring(props)} className={cn(control, 'py-1.5 max-sm:text-lg', className)} />;
}

/** A switch that takes effect at once. It is a native checkbox, so forms, keyboards and screen readers work with it. */
export function Switch({
  checked,
  defaultChecked,
  onCheckedChange,
  label,
  hint,
  name,
  disabled,
  className,
}: {
  checked?: boolean;
  defaultChecked?: boolean;
  onCheckedChange?: (checked: boolean) => void;
  label: ReactNode;
  hint?: ReactNode;
  name?: string;
  disabled?: boolean;
  className?: string;
}) {
  const id = useId();
  return (
    <div className={cn('flex items-start gap-2.5', className)}>
      <span className="relative mt-0.5 inline-flex shrink-0">
        <input
          id={id}
          type="checkbox"
          // biome-ignore lint/a11y/useAriaPropsForRole: a checkbox says its state by itself (ARIA in HTML)
          role="switch"
          name={name}
          {...toggled(checked, defaultChecked, onCheckedChange)}
          disabled={disabled}
          aria-describedby={hint ? `${id}-hint` : undefined}
          className="peer h-4 w-7 cursor-pointer appearance-none rounded-full border border-line-strong bg-sunken transition-colors checked:border-accent checked:bg-accent disabled:cursor-not-allowed disabled:opacity-50"
        />
        <span
          aria-hidden
          className="pointer-events-none absolute top-0.5 left-0.5 size-3 rounded-full bg-ink-3 transition-transform peer-checked:translate-x-3 peer-checked:bg-on-accent"
        />
      </span>
      <span className="min-w-0">
        <label htmlFor={id} className="text-ink text-sm">
          {label}
        </label>
        {hint ? (
          <span id={`${id}-hint`} className="block text-ink-3 text-xs">
            {hint}
          </span>
        ) : null}
      </span>
    </div>
  );
}

export function Checkbox({
  checked,
  defaultChecked,
  onCheckedChange,
  label,
  name,
  value,
  disabled,
  className,
  'aria-label': ariaLabel,
}: {
  checked?: boolean | 'indeterminate';
  defaultChecked?: boolean;
  onCheckedChange?: (checked: boolean) => void;
  label?: ReactNode;
  name?: string;
  value?: string;
  disabled?: boolean;
  className?: string;
  'aria-label'?: string;
}) {
  const id = useId();
  const partly = checked === 'indeterminate';
  const box = (
    <span className={cn('relative inline-flex shrink-0', label ? 'mt-0.5' : className)}>
      <input
        id={id}
        type="checkbox"
        name={name}
        value={value}
        {...toggled(partly ? false : checked, defaultChecked, onCheckedChange)}
        ref={(input) => {
          if (input) input.indeterminate = partly;
        }}
        disabled={disabled}
        aria-label={ariaLabel}
        className="peer size-4 cursor-pointer appearance-none rounded-sm border border-line-strong bg-surface transition-colors checked:border-accent checked:bg-accent indeterminate:border-accent indeterminate:bg-accent hover:border-ink-3 disabled:cursor-not-allowed disabled:opacity-50"
      />
      {partly ? (
        <Minus aria-hidden className={tick} strokeWidth={3} />
      ) : (
        <Check aria-hidden className={cn(tick, 'opacity-0 peer-checked:opacity-100')} strokeWidth={3} />
      )}
    </span>
  );
  if (!label) return box;
  return (
    <div className={cn('flex items-start gap-2', className)}>
      {box}
      <label htmlFor={id} className="text-ink text-sm">
        {label}
      </label>
    </div>
  );
}

const tick = 'pointer-events-none absolute top-0.5 left-0.5 size-3 text-on-accent';

/** A controlled or uncontrolled checkbox. */
function toggled(
  checked: boolean | undefined,
  defaultChecked: boolean | undefined,
  onCheckedChange: ((checked: boolean) => void) | undefined,
) {
  const onChange = (event: ChangeEvent<HTMLInputElement>) => onCheckedChange?.(event.target.checked);
  return checked === undefined ? { defaultChecked, onChange } : { checked, onChange };
}
