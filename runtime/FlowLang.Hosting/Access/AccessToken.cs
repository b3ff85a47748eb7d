using System.Collections.Immutable;

namespace FlowLang.Hosting.Access;

/// <summary>A token that lets in: the SHA-256 of it, never itself.</summary>
internal sealed record AccessToken(string Name, Role Role, ImmutableArray<byte> Hash);
