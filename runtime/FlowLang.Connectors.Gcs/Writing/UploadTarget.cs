namespace FlowLang.Connectors.Gcs;

/// <summary>The object that an upload makes.</summary>
/// <param name="Name">In the bucket.</param>
/// <param name="Replaces">The generation that it comes in place of, 0 for none; with another one there it is refused.</param>
/// <param name="Run">Of a part of a folder, the run that writes it.</param>
internal sealed record UploadTarget(string Name, long Replaces, string? Run);
