import { describe, expect, it } from 'vitest';
import { splitFigures } from './figures';

const pop3 = (figures: string) => splitFigures(`Disconnected: Logged out ${figures}`);

describe('POP3', () => {
  it('of a program that used UIDL, with what was there before and after', () => {
    for (const uidl of ['', '0/00000000 -> 2/4a97454f', '60/fd0497bc -> 61/d92dd4cb', '60/fd0497bc'])
      expect(pop3(`top=0/0, retr=2/1316, del=2/4, size=2568, del_bytes=1284, in=50, out=1528, uidl=${uidl}`)).toEqual({
        said: 'Disconnected: Logged out',
        figures: { bytesIn: 50, bytesOut: 1528, fetched: 2, removed: 2 },
        unread: false,
      });
  });

  it('of a stock Dovecot', () => {
    expect(pop3('top=0/0, retr=1/616, del=1/1, size=600')).toMatchObject({
      figures: { fetched: 1, removed: 1 },
      unread: false,
    });
  });

  it('TOP with all lines is fetching, and TOP of the header is not', () => {
    const fetched = (figures: string) => pop3(figures).figures.fetched;
    expect(fetched('top=3/3015, retr=0/0, del=0/3, size=3000, del_bytes=0, in=50, out=3300, uidl=')).toBe(3);
    expect(fetched('top=3/2215, retr=0/0, del=0/3, size=3000, del_bytes=0, in=50, out=2300, uidl=')).toBe(0);
    // What it fetched by TOP it removed.
    expect(fetched('top=1/405, retr=0/0, del=1/3, size=9000, del_bytes=400, in=50, out=500, uidl=')).toBe(1);
    expect(fetched('top=1/395, retr=0/0, del=1/3, size=9000, del_bytes=400, in=50, out=500, uidl=')).toBe(0);
    // New ones alone.
    expect(fetched('top=2/6000, retr=0/0, del=0/10, size=30000, del_bytes=0, in=50, out=6100, uidl=')).toBe(2);
    expect(fetched('top=2/1200, retr=0/0, del=0/10, size=30000, del_bytes=0, in=50, out=1300, uidl=')).toBe(0);
    // Each was asked for in both ways.
    expect(fetched('top=2/6000, retr=2/6000, del=0/2, size=6000, del_bytes=0, in=50, out=12100, uidl=')).toBe(2);
  });

  it('a figure that is missing, negative or too large costs itself alone', () => {
    const all = {
      top: '0/0',
      retr: '2/1316',
      del: '2/4',
      size: '2568',
      del_bytes: '1284',
      in: '50',
      out: '1528',
      uidl: '',
    };
    const figures = { bytesIn: 50, bytesOut: 1528, fetched: 2, removed: 2 };
    const own: Record<string, keyof typeof figures | undefined> = {
      retr: 'fetched',
      del: 'removed',
      in: 'bytesIn',
      out: 'bytesOut',
    };
    for (const name of Object.keys(all)) {
      for (const bad of [undefined, '', '-1', '-1/-1', '99999999999999999999', 'NaN', '1e3', '%i']) {
        const line = Object.entries(all).flatMap(([key, value]) => {
          if (key !== name) return `${key}=${value}`;
          return bad === undefined ? [] : `${key}=${bad}`;
        });
        const lost = own[name];
        const rest = Object.fromEntries(Object.entries(figures).filter(([key]) => key !== lost));
        const found = pop3(line.join(', '));
        expect(found.figures, line.join(', ')).toEqual(rest);
        expect(found.unread, line.join(', ')).toBe(lost !== undefined && bad !== undefined);
      }
    }
  });
});

describe('the others', () => {
  it('IMAP, whatever Dovecot says before', () => {
    const said =
      'Disconnected: Connection closed (UID FETCH running for 0.001 + waiting output for 3.4 secs, 2 B in + 10 B out, state=wait-output)';
    expect(
      splitFigures(
        `${said} in=616 out=3072 deleted=4 expunged=3 trashed=1 hdr_count=0 hdr_bytes=0 body_count=1 body_bytes=369`,
      ),
    ).toEqual({ said, figures: { bytesIn: 616, bytesOut: 3072, removed: 4, expunged: 3, fetched: 1 }, unread: false });
    expect(splitFigures('Disconnected: Logged out in=1 out=2').figures).toEqual({ bytesIn: 1, bytesOut: 2 });
  });

  it('submission and ManageSieve', () => {
    expect(splitFigures('Disconnected: Logged out (state=READY) in=134 out=120').figures).toEqual({
      bytesIn: 134,
      bytesOut: 120,
    });
    expect(splitFigures('Disconnected: Logged out bytes=19/70').figures).toEqual({ bytesIn: 19, bytesOut: 70 });
  });

  it('nothing where there is nothing, and a report where they cannot be split', () => {
    expect(splitFigures('Disconnected: Server shutting down')).toEqual({
      said: 'Disconnected: Server shutting down',
      figures: {},
      unread: false,
    });
    expect(splitFigures('Disconnected: Logged out in=1 out=2 seconds=3').unread).toBe(true);
  });

  it('are read in linear time', () => {
    for (const filler of ['in=', 'in=1 ', 'uidl=a -> b, ', ', top=1/1', ' -> '])
      splitFigures(`Disconnected: ${filler.repeat(100_000)}!`);
  });
});
