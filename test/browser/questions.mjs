// What is asked inside a page. Each function stands alone: its text is sent to the browser.

/** Elements that make the page wider than its window; boxes that scroll by themselves are no such thing. */
export function overflow() {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  const wide = [...document.body.querySelectorAll("*")].filter(
    (element) =>
      element.closest(".scroll") === null && element.getBoundingClientRect().right > clientWidth + 0.5,
  );
  return [
    `page ${scrollWidth} of ${clientWidth}`,
    ...wide.slice(0, 5).map((element) => `${element.tagName}.${element.getAttribute("class") ?? ""}`),
  ];
}

/** Text whose contrast with what it stands on is below AA (WCAG 2.2, 1.4.3), and how many texts were measured. */
export function lowContrast() {
  const parse = (colour) => {
    const [red, green, blue, alpha = 1] = (colour.match(/[\d.]+/g) ?? [0, 0, 0, 0]).map(Number);
    return { rgb: [red, green, blue], alpha };
  };
  const over = (top, below) => top.rgb.map((part, at) => part * top.alpha + below[at] * (1 - top.alpha));
  const light = (rgb) =>
    rgb
      .map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
      .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
  const ratio = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const groundOf = (element) => {
    const layers = [];
    for (let at = element; at !== null; at = at.parentElement) {
      layers.unshift(parse(getComputedStyle(at).backgroundColor));
    }
    return layers.reduce((below, layer) => over(layer, below), [255, 255, 255]);
  };
  /** The last shape drawn before a text that lies under its middle. */
  const shapeUnder = (text, svg) => {
    const box = text.getBoundingClientRect();
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const shapes = [...svg.querySelectorAll("rect, circle")].filter((shape) => {
      if (shape.closest("defs") !== null) return false;
      if ((shape.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING) === 0) return false;
      const own = shape.getBoundingClientRect();
      const isUnder = own.left <= x && own.right >= x && own.top <= y && own.bottom >= y;
      return isUnder && !["none", "rgba(0, 0, 0, 0)"].includes(getComputedStyle(shape).fill);
    });
    return shapes.at(-1);
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const low = [];
  let measured = 0;
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (walker.currentNode.nodeValue.trim() === "" || !element.checkVisibility()) continue;
    if (["title", "desc", "STYLE"].includes(element.tagName) || element.closest(".unseen") !== null) continue;
    const style = getComputedStyle(element);
    const svg = element.closest("svg");
    let ground = groundOf(svg ?? element);
    const shape = svg === null ? undefined : shapeUnder(element, svg);
    if (shape !== undefined) ground = over(parse(getComputedStyle(shape).fill), ground);
    const text = over(parse(svg === null ? style.color : style.fill), ground);
    const size = Number.parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    measured += 1;
    const found = ratio(text, ground);
    if (found < (isLarge ? 3 : 4.5)) {
      low.push(`${found.toFixed(2)} "${walker.currentNode.nodeValue.trim().slice(0, 40)}"`);
    }
  }
  return { low, measured };
}

/** Text of a picture that is shown smaller than one can read. */
export function smallText(least) {
  const small = [];
  let measured = 0;
  for (const text of document.querySelectorAll("svg.picture text")) {
    const svg = text.closest("svg");
    if (!svg.checkVisibility()) continue;
    measured += 1;
    const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
    const size = Number.parseFloat(getComputedStyle(text).fontSize) * scale;
    if (size < least) small.push(`${size.toFixed(1)} px "${text.textContent}"`);
  }
  return { small, measured };
}

/** Texts of a picture that run into each other, or out of it. */
export function collisions() {
  const found = [];
  for (const svg of document.querySelectorAll("svg.picture")) {
    if (!svg.checkVisibility()) continue;
    const frame = svg.getBoundingClientRect();
    const boxes = [...svg.querySelectorAll("text")].map((text) => ({
      text: text.textContent,
      box: text.getBoundingClientRect(),
    }));
    for (const [at, { text, box }] of boxes.entries()) {
      if (box.right > frame.right + 1 || box.left < frame.left - 1)
        found.push(`"${text}" leaves the picture`);
      for (const other of boxes.slice(at + 1)) {
        const wide = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
        const high = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
        if (wide > 1 && high > 3) found.push(`"${text}" and "${other.text}"`);
      }
    }
  }
  return found;
}

/** What is wrong with the links to evidence: each has to bring its place into sight, also out of a fold. */
export async function deadLinks() {
  const links = [...document.querySelectorAll(".pointers a")];
  const dead = [];
  for (const link of links) {
    link.click();
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const place = document.querySelector(":target");
    if (place === null || !place.checkVisibility({ contentVisibilityAuto: true }))
      dead.push(link.textContent);
  }
  return dead;
}

export function unfold() {
  for (const details of document.querySelectorAll("details")) details.open = true;
}

/** How the element that has the focus shows it. */
export function focusShown() {
  const element = document.activeElement;
  if (element === null || element === document.body) return null;
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  const name = `${element.tagName} ${element.getAttribute("href") ?? element.getAttribute("aria-label") ?? element.textContent.trim()}`;
  return { name, isShown: outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2 };
}
