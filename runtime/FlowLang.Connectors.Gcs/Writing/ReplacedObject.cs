namespace FlowLang.Connectors.Gcs;

/// <param name="Name">In the folder, or deeper.</param>
internal sealed record ReplacedObject(string Name, long Generation);
