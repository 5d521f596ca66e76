// Opens {name: HTML} from stdin in Chromium; `look` judges each page at both widths and in both
// colours, `print` writes its PDF. Writes {name: ...} to stdout.
import axe from "axe-core";
import { json } from "node:stream/consumers";
import { chromium } from "playwright-core";

/** In the page: what is wider than its place, words that are broken, the smallest type in points. */
function measure() {
  const seen = (element) => element.checkVisibility() && !element.closest("thead");
  const wider = [...document.querySelectorAll("html, body *")]
    .filter((each) => each instanceof HTMLElement && seen(each) && each.clientWidth && each.scrollWidth > each.clientWidth + 1)
    .map((each) => `${each.tagName.toLowerCase()}.${each.className}`);
  let smallest = Infinity;
  const broken = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || !seen(element)) continue;
    const drawing = element.closest("svg");
    const scale = drawing ? drawing.getScreenCTM().a : 1;
    smallest = Math.min(smallest, parseFloat(getComputedStyle(element).fontSize) * scale * 0.75);
    for (const { index, 0: word } of texts.currentNode.data.matchAll(/[^\s-]+/g)) {
      const range = document.createRange();
      range.setStart(texts.currentNode, index);
      range.setEnd(texts.currentNode, index + word.length);
      const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
      if (lines.size > 1) broken.push(word);
    }
  }
  return { wider, broken, smallest };
}

async function look(page, html) {
  const views = {};
  for (const width of [390, 900]) {
    for (const colorScheme of ["light", "dark"]) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await page.setContent(html);
      const measured = await page.evaluate(measure);
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate(() => window.axe.run());
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html)}`);
      views[`${width} ${colorScheme}`] = { ...measured, violations: found };
    }
  }
  return views;
}

async function print(page, html) {
  await page.setContent(html);
  return (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString("base64");
}

const done = {};
const browser = await chromium.launch({
  executablePath: process.argv[3],
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic"],
});
const page = await browser.newPage();
for (const [name, html] of Object.entries(await json(process.stdin))) {
  done[name] = await { look, print }[process.argv[2]](page, html);
}
await browser.close();
console.log(JSON.stringify(done));
