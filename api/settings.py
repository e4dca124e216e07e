"""What the environment decides: the only module that reads it."""

from __future__ import annotations

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """The settings, each named GUANXI_ and its field in capitals, such as GUANXI_STORE."""

    model_config = SettingsConfigDict(env_prefix="GUANXI_", frozen=True, env_ignore_empty=True)

    store: str = Field(
        default="sqlite:guanxi.db", description="URL of the store that every command uses"
    )
    neo4j_user: str = Field(
        default="", description="user where the URL of a Neo4j store names none"
    )
    neo4j_password: SecretStr = Field(
        default=SecretStr(""), description="password where the URL of a Neo4j store names none"
    )
