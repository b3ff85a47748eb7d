using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Notifications.Email;

/// <summary>How a connection to the server of mail is encrypted.</summary>
public enum EmailEncryption
{
    /// <summary>It begins plain and must change to TLS (RFC 3207) before anything is sent.</summary>
    StartTls,

    /// <summary>TLS from the first byte (RFC 8314).</summary>
    Tls,

    /// <summary>None: for a server on this machine.</summary>
    None,
}

/// <summary>The fields of an <c>email</c> connection.</summary>
public sealed record EmailOptions
{
    public required string Host { get; init; }

    public int Port { get; init; } = 587;

    public EmailEncryption Encryption { get; init; }

    public string? User { get; init; }

    public Secret? Password { get; init; }

    public required string From { get; init; }

    /// <summary>Addresses, with commas between them where they come as one text.</summary>
    public required ImmutableArray<string> To { get; init; }
}
