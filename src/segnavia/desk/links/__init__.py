"""The linker: which objectives single projects serve, where the crosswalk does not say it or says it too broadly."""
