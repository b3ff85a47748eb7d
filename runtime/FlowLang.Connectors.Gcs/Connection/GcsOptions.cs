using FlowLang.Runtime;

namespace FlowLang.Connectors.Gcs;

/// <summary>The fields of a <c>gcs</c> connection.</summary>
public sealed record GcsOptions
{
    public required string Bucket { get; init; }

    /// <summary>What the names of all objects start with, as a folder; null for none.</summary>
    public string? Prefix { get; init; }

    /// <summary>The customer's own key, with which Cloud Storage encrypts what is written and decrypts what is read: 32 bytes as base64.
    /// </summary>
    public Secret? EncryptionKey { get; init; }

    /// <summary>How long the service may give nothing.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often a request is tried again that failed in a way that may pass.</summary>
    public int Retries { get; init; } = 5;

    /// <summary>The wait before the first retry, doubled before each next.</summary>
    public TimeSpan Backoff { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Where the service is; null for STORAGE_EMULATOR_HOST where that is set, else Google's own.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>Who asks; null for Application Default Credentials, and nobody at an emulator.</summary>
    public IAccessTokens? Tokens { get; init; }
}
