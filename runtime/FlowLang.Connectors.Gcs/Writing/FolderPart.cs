namespace FlowLang.Connectors.Gcs;

/// <param name="Key">What it is a part of: a repeated run of the same interval has the same, and its part comes in place of the old
/// one.</param>
/// <param name="Name">In the folder; never used twice.</param>
internal sealed record FolderPart(string Key, string Name);
