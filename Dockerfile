# The worker's image: everything from the lock files, by checksum; no build tools in what runs.
#
#     docker build -t tocsin .
#     docker run --rm --read-only --tmpfs /tmp tocsin --help

ARG PYTHON=python:3.11-slim-bookworm

# -- what it needs: changes with requirements/runtime.txt only ---------------------------------------------------------
FROM ${PYTHON} AS requirements
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
COPY requirements/runtime.txt /src/
RUN python -m venv --without-pip /opt/tocsin \
 && pip --python /opt/tocsin/bin/python install -q --require-hashes --only-binary :all: -r /src/runtime.txt \
 # Sources of what is compiled, tests and commands of others: nothing that runs needs them.
 && find /opt/tocsin \( -name '*.c' -o -name '*.cpp' -o -name '*.h' -o -name '*.pyx' -o -name '*.pxd' -o -name '*.pyi' \) -delete \
 && find /opt/tocsin -type d \( -name tests -o -name testing \) -path '*/site-packages/*' -prune -exec rm -rf {} + \
 && find /opt/tocsin/bin -type f -delete

# -- the wheel, with its gazetteer --------------------------------------------------------------------------------------
FROM ${PYTHON} AS wheel
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /src
COPY requirements/build.txt requirements/
RUN pip install -q --require-hashes --only-binary :all: -r requirements/build.txt
# The gazetteer first, from what it is made of alone: it takes longer than all the rest.
COPY schemas schemas
COPY worker/__init__.py worker/errors.py worker/values.py worker/
COPY worker/text worker/text
COPY worker/lexicons/__init__.py worker/lexicons/strict_yaml.py worker/lexicons/
COPY worker/lexicons/gazetteer worker/lexicons/gazetteer
COPY worker/data/places worker/data/places
RUN python -c 'from worker.lexicons.gazetteer.compile import build; build()'
COPY . .
RUN python -m hatchling build -t wheel -d /wheel
COPY --from=requirements /opt/tocsin /opt/tocsin
RUN pip --python /opt/tocsin/bin/python install -q --no-deps --no-index --no-warn-script-location --root /made /wheel/*.whl

# -- what runs ----------------------------------------------------------------------------------------------------------
FROM ${PYTHON}
RUN pip uninstall -q -y --root-user-action=ignore setuptools wheel pip \
 && rm -rf "$(python -c 'import ensurepip; print(*ensurepip.__path__)')" \
 && groupadd --system --gid 10001 tocsin \
 && useradd --system --uid 10001 --gid tocsin --home-dir /nonexistent --no-create-home --shell /usr/sbin/nologin tocsin
COPY --from=requirements /opt/tocsin /opt/tocsin
COPY --from=wheel /made/opt/tocsin /opt/tocsin
# The ports are for whoever publishes them: here nothing but the container's own network reaches them.
ENV PATH=/opt/tocsin/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 TOCSIN_WEB__HOST=0.0.0.0
EXPOSE 6066 6067 6068
WORKDIR /tmp
USER 10001:10001
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --start-interval=3s --retries=3 CMD ["tocsin", "health"]
ENTRYPOINT ["tocsin"]
CMD ["run"]

ARG VERSION=0.1.0
ARG REVISION=unknown
ARG CREATED=unknown
ARG SOURCE=unknown
LABEL org.opencontainers.image.title="Tocsin" \
      org.opencontainers.image.description="Turns a stream of raw news articles into a stream of incident events, each field with the words that prove it." \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.source="${SOURCE}" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.created="${CREATED}"
