using System.Text;

namespace FlowLang.Driver.Packaging;

/// <summary>
/// Makes a program's native launcher: .NET's `apphost` with the name of the assembly written where its build left a placeholder
/// (the SHA-256 of "foobar" as text, in a field of 1024 bytes).
/// </summary>
public static class Launcher
{
    private const int FieldLength = 1024;

    private static ReadOnlySpan<byte> Placeholder => "c3ab8ff13720e8ad9047dd39466b3c8974e592c2fa383d4a3960714caef0c4f2"u8;

    /// <param name="template">The launcher with its placeholder; it is not changed.</param>
    /// <param name="assemblyFile">File name of the assembly to start, beside the launcher.</param>
    public static byte[] Bind(ReadOnlySpan<byte> template, string assemblyFile)
    {
        int at = template.IndexOf(Placeholder);
        if (at < 0 || at + FieldLength > template.Length)
        {
            throw new DriverException("the launcher that ships with flowc is damaged: it has no place for a program's name")
            {
                Help = "install flowc again",
            };
        }

        byte[] name = Encoding.UTF8.GetBytes(assemblyFile);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(name.Length, FieldLength, nameof(assemblyFile));
        byte[] launcher = template.ToArray();
        launcher.AsSpan(at, Placeholder.Length).Clear();
        name.CopyTo(launcher.AsSpan(at));
        return launcher;
    }

    public static byte[] ReadTemplate(Installation installation)
    {
        if (!File.Exists(installation.Launcher))
        {
            throw new DriverException($"this flowc can't build for {installation.Rid}: it has no launcher for it")
            {
                Why = $"`{installation.Launcher}` is missing",
                Help = "install the flowc of this platform",
            };
        }

        return File.ReadAllBytes(installation.Launcher);
    }
}
