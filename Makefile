# make site   build the sample column        make test   every check that pip and Chromium allow
# make soak   the same with full counts      make judge  the judges that want Node and Java
# make format mend the form of the code      make clean  forget environment, cache and judges
.PHONY: site test lint soak judge format clean chromium
.DELETE_ON_ERROR:

PYTHON ?= python3
BIN := .venv/bin
JUDGE := build/judge

site: .venv/made
	@$(BIN)/wow build
	@echo "The site is in $(CURDIR)/output. To look at it, type"
	@echo "  $(PYTHON) -m http.server -d output"
	@echo "and open http://localhost:8000/ in a browser."

.venv/made: pyproject.toml
	@sh .ci/environment $(PYTHON) .
	@touch $@

.venv/made-dev: pyproject.toml
	@sh .ci/environment $(PYTHON) . --group dev
	@touch .venv/made $@

test: .venv/made-dev chromium lint
	$(BIN)/pytest -n auto -m "not soak"

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

judge: .venv/made $(JUDGE)/node_modules/made
	$(BIN)/wow build -q -o $(JUDGE)/output
	java -jar $(JUDGE)/node_modules/vnu-jar/build/dist/vnu.jar --errors-only --skip-non-html $(JUDGE)/output
	@echo "Nu HTML checker: no errors on $$(find $(JUDGE)/output -name '*.html' | wc -l) pages."

$(JUDGE)/node_modules/made:
	@mkdir -p $(JUDGE)
	npm install --silent --no-audit --no-fund --prefix $(JUDGE) vnu-jar
	@touch $@

format: .venv/made-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf .venv .cache build
