// Makes each frame of the components' page as high as what it shows.
(() => {
  const fit = (frame) => {
    const shown = frame.contentDocument?.querySelector("main")?.lastElementChild;
    if (shown) frame.style.blockSize = `${Math.ceil(shown.getBoundingClientRect().bottom) + 24}px`;
  };
  document.addEventListener("load", (event) => event.target instanceof HTMLIFrameElement && fit(event.target), true);
  addEventListener("resize", () => document.querySelectorAll("iframe").forEach(fit));
  document.querySelectorAll("iframe").forEach(fit);
})();
