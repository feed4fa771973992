'use client';

import { CircleAlert, CircleCheck, CircleHelp, CircleMinus, Copy, KeyRound, RefreshCw } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { Notice } from '@/components/ui/notice';
import { Time } from '@/components/ui/time';
import { toast } from '@/components/ui/toast';
import { useAction } from '@/components/use-action';
import { useChange } from '@/components/use-change';
import { type DnsFinding, type DnsRecord, type DnsVerdict, dnsPurposes } from '@/lib/dns/shapes';
import type { DnsReport, DnsStatus } from '@/lib/domains/shapes';
import { addNextKeyAction, checkDnsAction, switchKeyAction } from '../actions';

const looks: Record<DnsVerdict, { icon: typeof CircleCheck; tone: string }> = {
  right: { icon: CircleCheck, tone: 'text-good' },
  wrong: { icon: CircleAlert, tone: 'text-bad' },
  missing: { icon: CircleMinus, tone: 'text-warn' },
  unknown: { icon: CircleHelp, tone: 'text-ink-3' },
};

/** The DNS records to publish for the domain, beside what a resolver returns now. */
export function DnsList({
  domainId,
  dnsStatus,
  mayWrite,
}: {
  domainId: string;
  dnsStatus: DnsStatus;
  mayWrite: boolean;
}) {
  const t = useTranslations('domains');
  const router = useRouter();
  const [report, setReport] = useState<DnsReport | null>(null);
  const check = useAction(checkDnsAction, {
    onDone: (found) => {
      setReport(found);
      if (found.proven && dnsStatus.provenAt === null) {
        toast.success(t('verification.done'));
        router.refresh();
      }
    },
  });
  const asked = useRef(false);
  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    check.run({ domainId });
  }, [check, domainId]);
  const { records } = dnsStatus;
  const purposes = dnsPurposes.filter((purpose) => records.some((record) => record.purpose === purpose));
  return (
    <div className="flex max-w-4xl flex-col gap-5">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <p className="max-w-2xl text-ink-2 text-sm">{t('dnsText')}</p>
        <div className="flex items-center gap-3">
          {report ? (
            <span className="text-ink-3 text-xs">
              {t('dnsAsked')} <Time value={report.askedAt} />
            </span>
          ) : null}
          <Button pending={check.pending} onClick={() => check.run({ domainId })}>
            <RefreshCw aria-hidden />
            {t('dnsCheck')}
          </Button>
        </div>
      </div>
      {report ? <Summary report={report} records={records} /> : null}
      {purposes.map((purpose) => (
        <section key={purpose} className="flex flex-col gap-2">
          <div>
            <h2 className="font-medium">{t(`dns.${purpose}`)}</h2>
            <p className="max-w-2xl text-ink-2 text-xs">{t(`dnsWhy.${purpose}`)}</p>
          </div>
          <ul className="flex flex-col divide-y divide-line rounded-md border border-line bg-surface">
            {records
              .filter((record) => record.purpose === purpose)
              .map((record) => (
                <Row
                  key={`${record.name} ${record.type}`}
                  record={record}
                  finding={report?.findings.find(({ name, type, value }) => same({ name, type, value }, record))}
                  asking={check.pending}
                />
              ))}
          </ul>
          {purpose === 'sign' && mayWrite ? <Keys domainId={domainId} dnsStatus={dnsStatus} report={report} /> : null}
        </section>
      ))}
    </div>
  );
}

const same = (a: Pick<DnsFinding, 'name' | 'type' | 'value'>, b: DnsRecord) =>
  a.name === b.name && a.type === b.type && a.value === b.value;

/** Summary of problems with the required records. */
function Summary({ report, records }: { report: DnsReport; records: DnsRecord[] }) {
  const t = useTranslations('domains');
  const needed = report.findings.filter((finding) =>
    records.some((record) => !record.optional && record.purpose !== 'proof' && same(finding, record)),
  );
  const bad = needed.filter(({ verdict }) => verdict === 'wrong' || verdict === 'missing').length;
  const unknown = needed.filter(({ verdict }) => verdict === 'unknown').length;
  if (bad > 0) return <Notice tone="warn">{t('dnsBad', { count: bad })}</Notice>;
  if (unknown > 0) return <Notice>{t('dnsUnknown')}</Notice>;
  return <Notice tone="good">{t('dnsGood')}</Notice>;
}

function Row({ record, finding, asking }: { record: DnsRecord; finding: DnsFinding | undefined; asking: boolean }) {
  const t = useTranslations('domains');
  const common = useTranslations('common');
  const { icon: Icon, tone } = looks[finding?.verdict ?? 'unknown'];
  const gentle = record.optional && finding?.verdict === 'missing';
  return (
    <li className="flex flex-col gap-1 px-3 py-2 text-xs">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 font-mono">
        <span className="w-72 break-all">{record.name}</span>
        <span className="w-12 text-ink-3">{record.type}</span>
        <span className="min-w-0 flex-1 break-all">{record.value}</span>
        <Button
          variant="ghost"
          size="icon"
          aria-label={t('dnsCopy', { type: record.type, name: record.name })}
          onClick={() => navigator.clipboard.writeText(record.value).then(() => toast.success(common('copied')))}
        >
          <Copy aria-hidden />
        </Button>
      </div>
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1" aria-live="polite">
        {record.key ? (
          <Badge tone={record.key === 'signing' ? 'accent' : 'neutral'}>{t(`key.${record.key}`)}</Badge>
        ) : null}
        {finding ? (
          <span className={cn('inline-flex items-center gap-1.5 font-medium', gentle ? 'text-ink-3' : tone)}>
            <Icon className="size-4 shrink-0" aria-hidden />
            {t(gentle ? 'dnsVerdict.optional' : `dnsVerdict.${finding.verdict}`)}
          </span>
        ) : (
          <span className="text-ink-3">{asking ? t('dnsAsking') : t('dnsNotAsked')}</span>
        )}
        {finding?.reason ? <span className="text-ink-2">{t(`dnsReason.${finding.reason}`)}</span> : null}
      </div>
      {finding && finding.verdict !== 'right' && finding.verdict !== 'unknown' && finding.found.length > 0 ? (
        <ul className="font-mono text-ink-2">
          {finding.found.slice(0, 5).map((value) => (
            <li key={value} className="line-clamp-3 break-all">
              <span className="font-sans text-ink-3">{t('dnsFound')}</span> {value}
            </li>
          ))}
        </ul>
      ) : null}
    </li>
  );
}

/** Rotates the signing key so that every message can be verified: publish, wait until the record is seen, switch. */
function Keys({ domainId, dnsStatus, report }: { domainId: string; dnsStatus: DnsStatus; report: DnsReport | null }) {
  const t = useTranslations('domains');
  const add = useChange(addNextKeyAction, {
    done: () => t('key.added'),
  });
  const change = useChange(switchKeyAction, {
    done: () => t('key.switched'),
  });
  const next = dnsStatus.records.find(({ key }) => key === 'next');
  const seen = next && report?.findings.some((finding) => finding.verdict === 'right' && same(finding, next));
  return (
    <div className="flex flex-wrap items-center gap-3">
      {dnsStatus.nextKey ? (
        <>
          <Button
            variant={seen ? 'primary' : 'secondary'}
            disabled={!seen}
            pending={change.pending}
            onClick={() => change.run({ domainId })}
          >
            <KeyRound aria-hidden />
            {t('key.switch')}
          </Button>
          <span className="text-ink-2 text-xs">{t(seen ? 'key.ready' : 'key.wait')}</span>
        </>
      ) : (
        <Button pending={add.pending} onClick={() => add.run({ domainId })}>
          <KeyRound aria-hidden />
          {t('key.add')}
        </Button>
      )}
    </div>
  );
}
