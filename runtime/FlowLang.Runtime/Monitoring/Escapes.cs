using System.Text.Encodings.Web;

namespace FlowLang.Runtime;

/// <summary>How texts are escaped in files that people read, too: what a browser would take amiss does not matter there.</summary>
internal static class Escapes
{
    public static JavaScriptEncoder Readable => JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
}
