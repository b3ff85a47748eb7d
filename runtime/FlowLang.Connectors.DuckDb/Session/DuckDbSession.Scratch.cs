namespace FlowLang.Connectors.DuckDb;

public sealed partial class DuckDbSession
{
    /// <summary>An empty folder for a source's own files, gone when the session ends.</summary>
    public string Scratch()
    {
        SessionSettings.RequireTemporaryDirectory(Run);
        return Directory.CreateDirectory(Path.Combine(SessionSettings.TemporaryDirectory(Run), FreshName("scratch"))).FullName;
    }
}
