import { MoreHorizontal } from 'lucide-react';
import type { ComponentProps } from 'react';
import { Button } from './button';
import { Menu } from './menu';

/** The three-dot menu with less frequent actions. */
export function MoreMenu({
  label,
  variant,
  ...menu
}: Omit<ComponentProps<typeof Menu>, 'trigger'> & { label: string; variant?: 'ghost' }) {
  return (
    <Menu
      trigger={
        <Button variant={variant} size="icon" aria-label={label}>
          <MoreHorizontal aria-hidden />
        </Button>
      }
      {...menu}
    />
  );
}
