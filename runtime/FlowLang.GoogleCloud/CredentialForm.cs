using System.Security.Cryptography;
using System.Text.Json;

namespace FlowLang.GoogleCloud;

/// <summary>What a file of credentials must have, by its type. Fields are named, never what they hold.</summary>
internal static class CredentialForm
{
    /// <summary>Null where all is there.</summary>
    public static string? Problem(JsonElement file)
    {
        if (file.ValueKind != JsonValueKind.Object)
        {
            return "it is no JSON object";
        }

        return Text(file, "type") switch
        {
            "service_account" => Missing(file, "client_email", "private_key") ?? Key(file) ?? Address(file, "token_uri"),
            "authorized_user" => Missing(file, "client_id", "client_secret", "refresh_token"),
            "external_account" => Missing(file, "audience", "subject_token_type", "token_url") ?? Address(file, "token_url")
                ?? Address(file, "service_account_impersonation_url") ?? Subject(file),
            "external_account_authorized_user" => Missing(file, "token_url", "refresh_token", "client_id", "client_secret")
                ?? Address(file, "token_url"),
            "impersonated_service_account" => Missing(file, "service_account_impersonation_url")
                ?? Address(file, "service_account_impersonation_url") ?? Source(file),
            _ => "its `type` is not one of service_account, authorized_user, external_account, external_account_authorized_user, "
                + "impersonated_service_account",
        };
    }

    private static string? Text(JsonElement file, string field) =>
        file.TryGetProperty(field, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string? Missing(JsonElement file, params ReadOnlySpan<string> fields)
    {
        foreach (string field in fields)
        {
            if (string.IsNullOrWhiteSpace(Text(file, field)))
            {
                return $"it has no `{field}`";
            }
        }

        return null;
    }

    private static string? Key(JsonElement file)
    {
        try
        {
            using RSA key = RSA.Create();
            key.ImportFromPem(Text(file, "private_key"));
            return null;
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            return "its `private_key` is no RSA key as PEM: was it cut, or were its line ends lost?";
        }
    }

    // What is sent there lets its bearer in.
    private static string? Address(JsonElement file, string field)
    {
        if (!file.TryGetProperty(field, out JsonElement value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return Url(Text(file, field)) is { } url && (url.Scheme == Uri.UriSchemeHttps || url.IsLoopback)
            ? null
            : $"its `{field}` is no address with https://";
    }

    private static Uri? Url(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)
            ? url
            : null;

    private static string? Subject(JsonElement file)
    {
        if (!file.TryGetProperty("credential_source", out JsonElement source) || source.ValueKind != JsonValueKind.Object)
        {
            return "it has no `credential_source`";
        }

        if (source.TryGetProperty("executable", out _))
        {
            return "its `credential_source` is a program, which is not run: have it write its token to a file, and name that as `file`";
        }

        return Text(source, "file") is { Length: > 0 } || Text(source, "environment_id") is { Length: > 0 } ? null
            : source.TryGetProperty("url", out _) && Url(Text(source, "url")) is null ? "`url` of its `credential_source` is no address"
            : Text(source, "url") is null ? "its `credential_source` has no `file` and no `url`"
            : null;
    }

    private static string? Source(JsonElement file)
    {
        if (!file.TryGetProperty("source_credentials", out JsonElement source))
        {
            return "it has no `source_credentials`";
        }

        return Problem(source) is { } problem ? $"`source_credentials`: {problem}" : null;
    }
}
