# The project on a clean Debian 12, made ready by its own bootstrap, as a user who may do nothing
# else. README.md says how to use it.
FROM debian:12-slim AS base

# What tools/bootstrap.py would ask for; the user of this image cannot install it.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        build-essential \
        ca-certificates \
        git \
        libcairo2-dev \
        libpango1.0-dev \
        make \
        pkg-config \
        python3 \
        python3-dev \
        python3-venv \
    && rm -rf /var/lib/apt/lists/*

RUN useradd --create-home --uid 1000 author
USER author

FROM base AS ready
WORKDIR /home/author/corrconv

# Only what the environment depends on: an edit of a scene does not install everything anew.
COPY --chown=author:author LICENSE Makefile README.md pyproject.toml requirements.lock ./
COPY --chown=author:author tools/bootstrap.py tools/
RUN make bootstrap

COPY --chown=author:author . .
CMD ["make", "figures"]
