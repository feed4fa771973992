import { JSDOM, VirtualConsole } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { hostileMessages } from '@/lib/testing/shapes';
import { toDocument } from './body-document';
import { maxHtml, plainText, sanitise } from './sanitise';

/**
 * Each message is sanitised, written as the served document, and parsed again: the tree that a browser would build
 * counts, not the text. e2e/hostile-mail.spec.ts opens the same messages in Chromium.
 */
const allowedSchemes = new Set(['http:', 'https:', 'mailto:', 'tel:']);

function served(html: string, pictures = false) {
  const result = sanitise(html, {
    cid: (id) => (id === 'logo' ? '/api/mail/picture/own.mark' : null),
    remote: () => (pictures ? '/api/mail/picture/remote.mark' : null),
  });
  return {
    result,
    document: new JSDOM(toDocument(result, 'light'), { virtualConsole: new VirtualConsole() }).window.document,
  };
}

describe('a hostile message', () => {
  it('there are more than two hundred of them', () => {
    expect(Object.keys(hostileMessages).length).toBeGreaterThanOrEqual(200);
  });

  it.each(Object.entries(hostileMessages))('%s', (_, html) => {
    const { document } = served(html);
    for (const element of document.querySelectorAll('*')) {
      const name = element.localName;
      expect(element.namespaceURI).toBe('http://www.w3.org/1999/xhtml');
      expect(name).not.toMatch(
        /^(?:script|iframe|frame|frameset|object|embed|applet|form|input|button|select|textarea|link|base|svg|math|video|audio|source|track|template|noscript|portal|dialog|marquee|xmp|plaintext|area|map|menu|isindex|picture)$/,
      );
      // Our own two are the only ones.
      if (name === 'meta')
        expect(element.outerHTML).toMatch(/^<meta (?:charset="utf-8"|name="viewport" content="[a-z0-9=,-]+")>$/);
      for (const { name: attribute, value } of element.attributes) {
        expect(attribute).not.toMatch(/^on|^data-|^xlink|^xmlns|^is$/);
        expect([
          'action',
          'formaction',
          'srcset',
          'background',
          'poster',
          'ping',
          'cite',
          'srcdoc',
          'autofocus',
          'lowsrc',
          'dynsrc',
          'id',
        ]).not.toContain(attribute);
        if (attribute === 'href') {
          const url = new URL(value);
          expect(allowedSchemes).toContain(url.protocol);
          expect(url.username + url.password).toBe('');
          expect(element.getAttribute('rel')).toContain('noopener');
          expect(element.getAttribute('target')).toBe('_blank');
        }
        if (attribute === 'src')
          expect(value).toMatch(/^(?:\/api\/mail\/picture\/own\.mark|data:image\/(?:png|gif|jpeg|webp);base64,)/);
        if (attribute === 'style') expectInert(value);
      }
      if (name === 'style' && !element.textContent?.startsWith(':root{color-scheme'))
        expectInert(element.textContent ?? '');
    }
  });
});

function expectInert(css: string) {
  expect(css).not.toMatch(
    /url|image-set|cross-fade|@import|@font-face|expression|position|behavior|binding|content:|var\(|\\|<|z-index/i,
  );
}

describe('remote pictures', () => {
  it('are counted by host and not loaded', () => {
    const { result, document } = served(
      '<img src="https://a.example/1"><img src="//b.example/2"><table background="https://c.example/3"><td>x</table><img srcset="https://d.example/4 2x">',
    );
    expect(result.blocked.count).toBe(4);
    expect(result.blocked.hosts.sort()).toEqual(['a.example', 'b.example', 'c.example', 'd.example']);
    expect(document.querySelectorAll('img[src]')).toHaveLength(0);
  });

  it('are loaded through the proxy on request, and nothing else is loaded', () => {
    const { document } = served(
      '<img src="https://a.example/1"><p style="background:url(https://a.example/2)">x',
      true,
    );
    expect(document.querySelector('img')?.getAttribute('src')).toBe('/api/mail/picture/remote.mark');
    expect(document.querySelector('p')?.getAttribute('style')).toBeNull();
  });

  it('that are parts of the message are shown, by a known Content-ID', () => {
    const { result, document } = served('<img src="cid:logo"><img src="cid:other"><img src="CID:%6Cogo">');
    const sources = [...document.querySelectorAll('img')].map((img) => img.getAttribute('src'));
    expect(sources).toEqual(['/api/mail/picture/own.mark', null, '/api/mail/picture/own.mark']);
    expect(result.cids).toEqual(['logo', 'logo']);
    expect(result.blocked.count).toBe(0);
  });

  it('as data: URLs are kept, except SVG', () => {
    const { document } = served(
      '<img src="data:image/png;base64,iVBORw0KGgo="><img src="data:image/svg+xml;base64,PHN2Zy8+">',
    );
    expect(document.querySelectorAll('img[src]')).toHaveLength(1);
  });
});

describe('a legitimate message', () => {
  it('keeps its tables, colours, style sheet and links', () => {
    const { result, document } = served(
      '<html><head><style>@media (max-width:600px){.a{width:100%!important}} .a>td{color:#333}</style></head>' +
        '<body bgcolor="#f4f4f4" style="margin:0"><table class="a" width="600" align="center" cellpadding="0"><tr><td style="font-family:Arial, \'Helvetica\';background-color:#fff;padding:12px 4px">Bonjour <a href="https://shop.example/x?a=1&amp;b=2">shop</a></td></tr></table></body></html>',
    );
    const cell = document.querySelector('td');
    expect(cell?.getAttribute('style')).toBe("font-family:Arial, 'Helvetica';background-color:#fff;padding:12px 4px");
    expect(document.querySelector('table')?.getAttribute('width')).toBe('600');
    expect(document.querySelector('a')?.getAttribute('href')).toBe('https://shop.example/x?a=1&b=2');
    expect(document.querySelectorAll('style')[1]?.textContent).toContain(
      '@media (max-width:600px){.a{width:100%!important}}',
    );
    expect(document.querySelectorAll('style')[1]?.textContent).toContain('.a>td{color:#333}');
    expect(document.querySelector('.mp-message')?.getAttribute('style')).toContain('background-color:#f4f4f4');
    expect(result.plain).toBe(false);
  });

  it('without its own colours uses those of the page', () => {
    expect(served('<div><p>Hello <b>you</b></p><ul><li>one</li></ul></div>').result.plain).toBe(true);
    expect(served('<p style="color:#000">x</p>').result.plain).toBe(false);
  });

  it('reports a link whose text names another host', () => {
    const { result } = served(
      '<a href="https://evil.example/login">https://www.bank.example/login</a> <a href="https://www.shop.example/x">shop.example</a> <a href="https://t.example/">press here</a>',
    );
    expect(result.misleading).toEqual([{ shown: 'www.bank.example', host: 'evil.example' }]);
  });
});

describe('a message that is expensive to parse', () => {
  it('with a million open tags is refused quickly', () => {
    expect(served('<b>'.repeat(1_000_000)).result).toMatchObject({ cut: true, body: '' });
  });

  it('is shown up to a depth that is fast, and refused beyond', () => {
    expect(served(`${'<div>'.repeat(1000)}x`).result).toMatchObject({ cut: false });
    expect(served(`${'<div>'.repeat(1001)}x`).result).toMatchObject({ cut: true, body: '' });
  });

  it('that makes the parser open a thousand elements in each of a thousand is refused', () => {
    const fonts = Array.from({ length: 900 }, (_, i) => `<font size=${i}>`).join('');
    expect(served(`${fonts}${'<p>x'.repeat(5000)}`).result).toMatchObject({ cut: true });
    // Closing tags without an opening tag do not change this.
    expect(served(`${'</i>'.repeat(900)}${fonts}${'<p>x'.repeat(5000)}`).result).toMatchObject({ cut: true });
  });

  it('with unclosed paragraphs and cells, as written by old programs, is shown', () => {
    expect(served(`<table>${'<tr><td>x'.repeat(3000)}</table>${'<p>y'.repeat(3000)}`).result.cut).toBe(false);
  });

  it('is truncated at the limit, with a notice', () => {
    const text = 'word '.repeat(maxHtml / 5);
    expect(sanitise(`${text.slice(0, maxHtml)}`, { cid: () => null, remote: () => null }).cut).toBe(false);
    expect(sanitise(`${text}x`, { cid: () => null, remote: () => null }).cut).toBe(true);
  });

  it('with a style sheet of endless brackets terminates', () => {
    served(`<style>${'a{'.repeat(50_000)}</style><p style="${'('.repeat(50_000)}">x</p>`);
  });
});

describe('a message as text', () => {
  it('has lines, list marks and quotation marks', () => {
    expect(
      plainText(
        '<p>Hello<br>you</p><ul><li>one</li><li>two</li></ul><blockquote>said <blockquote>before</blockquote></blockquote>',
      ),
    ).toBe('Hello\nyou\n\n- one\n- two\n> said\n>> before');
  });

  it('contains no script and no style', () => {
    expect(plainText('<style>p{color:red}</style><script>alert(1)</script><p>x</p>')).toBe('x');
  });
});
