import { Download } from 'lucide-react';
import { Button } from './button';
import { Menu } from './menu';

/** A menu of export formats. */
export function ExportMenu({ label, files }: { label: string; files: { label: string; href: string }[] }) {
  return (
    <Menu
      trigger={
        <Button>
          <Download aria-hidden />
          {label}
        </Button>
      }
      items={files.map((file) => ({ label: file.label, onSelect: () => window.location.assign(file.href) }))}
    />
  );
}
