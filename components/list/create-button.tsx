import { Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../ui/button';

/** The main action of a list: creating an item. */
export function CreateButton({ icon, label, onClick }: { icon?: ReactNode; label: string; onClick: () => void }) {
  return (
    <Button variant="primary" onClick={onClick}>
      {icon ?? <Plus aria-hidden />}
      {label}
    </Button>
  );
}
