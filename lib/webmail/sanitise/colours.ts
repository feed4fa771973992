/** The background and style of the body element of the message. */
export function bodyStyle(body: Element): string {
  const colour = body.getAttribute('bgcolor') ?? '';
  const background = /^#?[a-z0-9]{3,20}$/i.test(colour) ? `background-color:${colour}` : '';
  return [background, body.getAttribute('style') ?? ''].filter(Boolean).join(';');
}

/** Whether any element sets a colour. Such a message needs a light background. */
export function setsColours(body: Element): boolean {
  for (const element of body.querySelectorAll('[bgcolor],[color],[style],img,table')) {
    if (element.hasAttribute('bgcolor') || element.hasAttribute('color')) return true;
    if (mentionsColour(element.getAttribute('style') ?? '')) return true;
  }
  return false;
}

export function mentionsColour(css: string): boolean {
  return /background|color/i.test(css);
}
