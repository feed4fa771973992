import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';

export interface Crumb {
  label: ReactNode;
  href?: string;
}

export function PageHeader({
  title,
  count,
  description,
  actions,
  crumbs,
}: {
  title: ReactNode;
  count?: number;
  description?: ReactNode;
  actions?: ReactNode;
  crumbs?: Crumb[];
}) {
  const t = useTranslations('nav');
  const locale = useLocale();
  return (
    <header className="page-header mb-4 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        {crumbs && crumbs.length > 0 ? (
          <nav aria-label={t('breadcrumbs')} className="mb-1 print:hidden">
            <ol className="flex flex-wrap items-center gap-1 text-ink-3 text-xs">
              {crumbs.map((crumb, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a path has an order and no other identity
                <li key={index} className="flex items-center gap-1">
                  {index > 0 ? <ChevronRight aria-hidden className="size-3" /> : null}
                  {crumb.href ? (
                    <Link href={crumb.href} className="rounded-sm underline-offset-2 hover:text-ink hover:underline">
                      {crumb.label}
                    </Link>
                  ) : (
                    <span aria-current="page">{crumb.label}</span>
                  )}
                </li>
              ))}
            </ol>
          </nav>
        ) : null}
        <h1 className="flex flex-wrap items-baseline gap-x-2 break-words font-semibold text-xl tracking-tight">
          {title}
          {count === undefined ? null : (
            <span className="font-normal text-base text-ink-3">{count.toLocaleString(locale)}</span>
          )}
        </h1>
        {description ? <div className="mt-1 max-w-[72ch] text-ink-2 text-sm">{description}</div> : null}
      </div>
      {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
    </header>
  );
}
