import { describe, expect, it } from 'vitest';
import { isRemote, trimUrl } from './addresses';
import { rewriteAttribute } from './attributes';
import { countBlocked, createContext } from './context';
import { plainText, sanitise } from './index';
import { hostInText, safeHref, sameSite } from './links';
import { isTooCostly } from './parse-cost';
import { pictureSource } from './pictures';

const context = () =>
  createContext({ cid: (id) => (id === 'logo' ? '/api/mail/picture/own' : null), remote: () => null });

describe('addresses', () => {
  it('are trimmed like in a URL parser', () => {
    expect(trimUrl(' java\tscri\npt:x ')).toBe('javascript:x');
    expect(isRemote('\u200b//evil.example/x')).toBe(true);
    expect(isRemote('\\\\evil.example\\x')).toBe(true);
    expect(isRemote('/here')).toBe(false);
  });
});

describe('pictures', () => {
  it('come from the message or through the proxy, and are counted otherwise', () => {
    const one = context();
    expect(pictureSource(one, 'cid:logo')).toBe('/api/mail/picture/own');
    expect(pictureSource(one, 'cid:other')).toBeNull();
    expect(pictureSource(one, '//shop.example/a.png')).toBeNull();
    expect(pictureSource(one, 'https://user:secret@shop.example/a.png')).toBeNull();
    expect(one.cids).toEqual(['logo']);
    expect(one.blockedCount).toBe(1);
    expect([...one.blockedHosts]).toEqual(['shop.example']);
  });

  it('list at most fifty hosts', () => {
    const one = context();
    for (let i = 0; i < 60; i += 1) countBlocked(one, `https://h${i}.example/`);
    expect(one.blockedCount).toBe(60);
    expect(one.blockedHosts.size).toBe(50);
  });
});

describe('attributes', () => {
  const image = { nodeName: 'IMG' } as Element;
  it('keep a value only in the required form', () => {
    expect(rewriteAttribute(context(), image, 'width', ' 50% ')).toBe('50%');
    expect(rewriteAttribute(context(), image, 'width', 'calc(1px)')).toBeNull();
    expect(rewriteAttribute(context(), image, 'class', 'a{b}')).toBe('ab');
    expect(rewriteAttribute(context(), image, 'href', 'https://a.example/')).toBeNull();
    expect(rewriteAttribute(context(), image, 'align', 'x'.repeat(201))).toBeNull();
  });

  it('that load something else are counted', () => {
    const one = context();
    expect(rewriteAttribute(one, image, 'srcset', 'https://a.example/1.png 2x')).toBeNull();
    expect([...one.blockedHosts]).toEqual(['a.example']);
  });
});

describe('links', () => {
  it('lose a misleading user name', () => {
    expect(safeHref('https://bank.example@evil.example/')).toBe('https://evil.example/');
    expect(safeHref('javascript:alert(1)')).toBeNull();
  });

  it('are compared with the host in their text', () => {
    expect(hostInText(' https://www.bank.example/login ')).toBe('www.bank.example');
    expect(hostInText('Click here')).toBeUndefined();
    expect(sameSite('www.bank.example', 'login.bank.example')).toBe(true);
    expect(sameSite('bank.example', 'evil.example')).toBe(false);
  });
});

describe('parsing cost', () => {
  it('increases with depth and with unclosed formatting, not with optional end tags', () => {
    expect(isTooCostly('<div>'.repeat(1000))).toBe(false);
    expect(isTooCostly('<div>'.repeat(1001))).toBe(true);
    expect(isTooCostly('<p>'.repeat(20_000))).toBe(false);
    expect(isTooCostly('<b>'.repeat(21) + '<p>x'.repeat(10_000))).toBe(true);
  });
});

describe('parsing cost of', () => {
  it.each([
    ['many attributes', `<p ${'a=1 '.repeat(2001)}>`, `<p ${'a=1 '.repeat(1900)}>`],
    [
      'many elements within many',
      '<div>'.repeat(990) + '<p>x'.repeat(14_000),
      '<div>'.repeat(100) + '<p>x'.repeat(14_000),
    ],
  ])('%s is too high', (_, much, little) => {
    expect([isTooCostly(much), isTooCostly(little)]).toEqual([true, false]);
  });
});

describe('plain text', () => {
  it('turns blocks into lines and quotations into ">"', () => {
    expect(
      plainText('<p>Hello <b>you</b></p><ul><li>a<li>b</ul><blockquote>x<blockquote>y</blockquote></blockquote>'),
    ).toBe('Hello you\n\n- a\n- b\n> x\n>> y');
  });
});

describe('two calls', () => {
  it('are independent', () => {
    const options = { cid: () => null, remote: () => null };
    const outer = sanitise('<img src="https://a.example/1"><img src="cid:x">', {
      ...options,
      cid: () => {
        sanitise('<img src="https://b.example/2">', options);
        return '/api/mail/picture/own';
      },
    });
    expect(outer.blocked).toEqual({ count: 1, hosts: ['a.example'] });
    expect(outer.cids).toEqual(['x']);
  });
});

it('a picture inside a forwarded message is named by its new id, and no other is', () => {
  const { body, cids } = sanitise('<b>x</b><img src="cid:logo"><img src="cid:other"><a href="cid:logo">y</a>', {
    cid: (id) => (id === 'logo' ? 'cid:2@forwarded' : null),
    remote: () => null,
  });
  expect(body).toContain('<img src="cid:2@forwarded">');
  expect(body.match(/cid:/g)).toHaveLength(1);
  expect(cids).toEqual(['logo']);
});
