using System.Diagnostics;

namespace FlowLang.Driver.Packaging;

/// <summary>Text files that are part of flowc.</summary>
internal static class ResourceText
{
    /// <summary>With line ends as files of Linux have them.</summary>
    public static string Read(string resource)
    {
        using Stream stream = typeof(ResourceText).Assembly.GetManifestResourceStream(resource)
            ?? throw new UnreachableException($"flowc has no {resource}");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
