// Arrow keys turn to what lies before and after; a sign beside a paragraph copies a link to it.
(() => {
  const turns = { ArrowLeft: "prev", ArrowRight: "next" };
  const steps = { ArrowUp: -1, ArrowDown: 1 };
  const paragraphs = [...document.querySelectorAll(".article .body > p")];
  const sign = document.createElement("button");
  sign.className = "furniture copy";
  sign.lang = "en";

  const stand = (paragraph) => {
    if (!paragraph || paragraph === sign.parentElement) return;
    paragraph.append(sign);
    sign.ariaLabel = "Copy a link to this paragraph";
  };
  // The link finds its words by itself (wicg.github.io/scroll-to-text-fragment).
  const link = (text) => {
    const words = text.match(/^.{24,}?(?=[\s,.;:!?，。；：！？、])/u)?.[0] ?? text;
    return `${location.href.split("#")[0]}#:~:text=${encodeURIComponent(words).replaceAll("-", "%2D")}`;
  };

  if (navigator.clipboard) stand(paragraphs[0]);
  sign.onclick = async () => {
    await navigator.clipboard.writeText(link(sign.parentElement.textContent));
    sign.ariaLabel = "Copied";
  };
  addEventListener("pointerover", (event) => {
    if (sign.parentElement && document.activeElement !== sign)
      stand(event.target.closest(".article .body > p"));
  });
  // Keys that write nothing, and only where nothing else has the focus (WCAG 2.1.4).
  addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.target === document.body && event.key in turns && visualViewport.scale === 1) {
      document.querySelector(`main [rel=${turns[event.key]}]`)?.click();
    } else if (event.target === sign && event.key in steps) {
      event.preventDefault();
      stand(paragraphs[paragraphs.indexOf(sign.parentElement) + steps[event.key]]);
      sign.focus();
    }
  });
})();
