namespace FlowLang.Runtime;

/// <summary>The files whose arrival starts a pipeline.</summary>
public interface IArrivals
{
    /// <summary>As the program says it, for messages.</summary>
    string Name { get; }

    /// <summary>The files that are there now; throws a <see cref="FlowException"/> where the folder can't be read.</summary>
    IReadOnlyList<ArrivedFile> Look();
}

/// <summary>A file by what tells one version of it from another.</summary>
public sealed record ArrivedFile(string Path, long Bytes, DateTimeOffset Modified);
