'use client';

import { Check } from 'lucide-react';
import Link from 'next/link';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { cn } from './cn';

export type MenuItem =
  | {
      label: ReactNode;
      icon?: ReactNode;
      onSelect?: () => void;
      href?: string;
      danger?: boolean;
      disabled?: boolean;
      /** Makes the item a checkbox item. */
      checked?: boolean;
      /** A secondary second line. */
      detail?: ReactNode;
    }
  | { heading: ReactNode }
  | 'separator';

const itemClass =
  "flex min-h-8 items-center gap-2 rounded-sm px-2 py-1 text-sm outline-none data-highlighted:bg-hover data-disabled:pointer-events-none data-disabled:opacity-50 max-sm:min-h-10 [&_svg:not([class*='size-'])]:size-4 [&_svg]:shrink-0";

export function Menu({
  trigger,
  items,
  align = 'end',
  className,
}: {
  trigger: ReactNode;
  items: MenuItem[];
  align?: 'start' | 'end';
  className?: string;
}) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className={cn(
            'z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-44 max-w-80 animate-rise overflow-y-auto rounded-md border border-line bg-raised p-1 text-ink shadow-menu',
            className,
          )}
        >
          {items.map((item, index) => {
            // The items do not change while the menu is open, so their index is a stable key.
            const key = `${index}`;
            if (item === 'separator') return <DropdownMenu.Separator key={key} className="-mx-1 my-1 h-px bg-line" />;
            if ('heading' in item) {
              return (
                <DropdownMenu.Label key={key} className="px-2 pt-1.5 pb-1 text-ink-3 text-xs">
                  {item.heading}
                </DropdownMenu.Label>
              );
            }
            const body = (
              <>
                {item.icon}
                <span className="min-w-0 flex-1">
                  <span className="block truncate">{item.label}</span>
                  {item.detail ? <span className="block truncate text-ink-3 text-xs">{item.detail}</span> : null}
                </span>
                {item.checked ? <Check aria-hidden className="text-accent" /> : null}
              </>
            );
            const classes = cn(itemClass, item.danger && 'text-bad');
            if (item.checked !== undefined) {
              return (
                <DropdownMenu.CheckboxItem
                  key={key}
                  checked={item.checked}
                  disabled={item.disabled}
                  onSelect={item.onSelect}
                  className={classes}
                >
                  {body}
                </DropdownMenu.CheckboxItem>
              );
            }
            return (
              <DropdownMenu.Item
                key={key}
                disabled={item.disabled}
                onSelect={item.onSelect}
                asChild={Boolean(item.href)}
                className={classes}
              >
                {item.href ? <Link href={item.href}>{body}</Link> : body}
              </DropdownMenu.Item>
            );
          })}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
