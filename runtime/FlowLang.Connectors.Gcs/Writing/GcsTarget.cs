namespace FlowLang.Connectors.Gcs;

/// <summary>A file or folder of a bucket that a run writes.</summary>
/// <param name="Sink">Who writes, for messages.</param>
/// <param name="Path">Below the connection's prefix, without a slash at its end.</param>
/// <param name="IsFolder">A folder's parts become seen by its manifest.</param>
/// <param name="Adds">The folder keeps what it has.</param>
/// <param name="Seen">The generation of the file, or of the folder's manifest, when the run began; 0 where there was none.</param>
internal sealed record GcsTarget(string Sink, string Path, bool IsFolder, bool Adds, long Seen);
