namespace FlowLang.Runtime;

/// <summary>A file that a source fetched for a run, as the ledger keeps it.</summary>
/// <param name="Name">As <c>source_file</c> has it.</param>
/// <param name="Url">Where it came from, without what may be secret in it.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Of its bytes, in lower-case hex.</param>
/// <param name="ETag">The server's own name of this version; null where it gives none.</param>
/// <param name="Modified">The server's Last-Modified, as it says it; null where it says none.</param>
/// <param name="IsFetched">False where the copy of an earlier run was still the server's.</param>
public sealed record SourceFile(string Name, string Url, long Bytes, string Sha256, string? ETag, string? Modified, bool IsFetched);
