import { Download } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '../button';

interface Props {
  /** URL where the server exports the whole list. */
  href: string | undefined;
  /** Exports the rows of the page; null when the table has no export. */
  onExport: (() => void | Promise<void>) | null;
  disabled: boolean;
}

export function ExportButton({ href, onExport, disabled }: Props) {
  const t = useTranslations('table');
  if (href) {
    return (
      <Button variant="ghost" size="icon" asChild>
        <a href={href} download aria-label={t('export')} title={t('export')}>
          <Download aria-hidden />
        </a>
      </Button>
    );
  }
  if (!onExport) return null;
  return (
    <Button
      variant="ghost"
      size="icon"
      aria-label={t('export')}
      title={t('export')}
      onClick={onExport}
      disabled={disabled}
    >
      <Download aria-hidden />
    </Button>
  );
}
