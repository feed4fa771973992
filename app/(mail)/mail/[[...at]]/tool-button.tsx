'use client';

import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Tooltip } from '@/components/ui/tooltip';

interface Props {
  label: string;
  onClick: () => void;
  children: ReactNode;
  pressed?: boolean;
  side?: 'top' | 'bottom';
  className?: string;
}

/** An icon with a name that shows on hover. */
export function ToolButton({ label, onClick, children, pressed, side, className }: Props) {
  return (
    <Tooltip content={label} side={side}>
      <Button
        variant="ghost"
        size="icon"
        className={className}
        aria-label={label}
        aria-pressed={pressed}
        onClick={onClick}
      >
        {children}
      </Button>
    </Tooltip>
  );
}
