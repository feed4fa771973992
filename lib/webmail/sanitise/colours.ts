/** The background and style that the message's own body element asks for. */
export function bodyStyle(body: Element): string {
  const colour = body.getAttribute('bgcolor') ?? '';
  const background = /^#?[a-z0-9]{3,20}$/i.test(colour) ? `background-color:${colour}` : '';
  return [background, body.getAttribute('style') ?? ''].filter(Boolean).join(';');
}

/** Whether any element sets a colour, so that the message needs the light background it was written for. */
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
